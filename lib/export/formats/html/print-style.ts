/** On paper: black on white, everything laid out, nothing that only a screen has. Comes last. */
export const printStyle = `@media print {
  :root,
  :root:not([data-theme='light']),
  :root[data-theme='dark'] {
    color-scheme: light;
    --ground: #ffffff;
    --surface: #ffffff;
    --line: #c9ced6;
    --line-strong: #818b98;
    --text: #000000;
    --muted: #444444;
    --accent: #000000;
    --warn: #000000;
    --mine: #ffffff;
    --theirs: #ffffff;
  }
  body {
    max-width: none;
  }
  #tools,
  #months,
  header p,
  footer > p {
    display: none;
  }
  .c {
    content-visibility: visible;
  }
  /* What is positioned is a layer of its own, and each sheet looks through the layers of all messages. */
  .m,
  main h2 {
    position: static;
  }
  .m {
    margin: 4px 0 0;
    padding: 0;
    border-radius: 0;
    break-inside: avoid;
  }
  .m.o {
    margin: 4px 0 0;
    padding-inline-start: 8px;
    border-inline-start: 2px solid var(--line-strong);
  }
  .m.now {
    box-shadow: none;
  }
  main h2 {
    break-after: avoid;
  }
}
`
