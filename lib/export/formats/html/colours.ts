/** The colours of the extension, light and dark, by the system or by the reader's choice. */
export const colours = `
:root {
  color-scheme: light;
  --ground: #f6f7f9;
  --surface: #ffffff;
  --line: #e3e6eb;
  --line-strong: #c9ced6;
  --text: #1b1f24;
  --muted: #59636e;
  --accent: #0b6bcb;
  --accent-ground: #e8f2fd;
  --warn: #8a5a00;
  --mine: #dff0ff;
  --theirs: #f0f2f5;
  --hit: #ffe08a;
}
@media (prefers-color-scheme: dark) {
  :root:not([data-theme='light']) {
    color-scheme: dark;
    --ground: #14171b;
    --surface: #1c2026;
    --line: #2d333b;
    --line-strong: #424a54;
    --text: #e6e9ee;
    --muted: #9aa4b1;
    --accent: #5aa9f5;
    --accent-ground: #17293d;
    --warn: #e0b050;
    --mine: #1d3a57;
    --theirs: #262c34;
    --hit: #6b5200;
  }
}
:root[data-theme='dark'] {
  color-scheme: dark;
  --ground: #14171b;
  --surface: #1c2026;
  --line: #2d333b;
  --line-strong: #424a54;
  --text: #e6e9ee;
  --muted: #9aa4b1;
  --accent: #5aa9f5;
  --accent-ground: #17293d;
  --warn: #e0b050;
  --mine: #1d3a57;
  --theirs: #262c34;
  --hit: #6b5200;
}
`
