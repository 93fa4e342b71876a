import { colours } from './colours.ts'
import { printStyle } from './print-style.ts'

/** The page's own style. All of it is in the file; the policy names it by its hash. */
export const style = `${colours}
* {
  box-sizing: border-box;
}
html {
  background: var(--surface);
  color: var(--text);
  font:
    14px/1.5 system-ui,
    'PingFang SC',
    'Microsoft YaHei UI',
    'Noto Sans CJK SC',
    sans-serif;
  scroll-padding-top: 64px;
}
body {
  margin: 0 auto;
  padding: 0 16px 24px;
  max-width: 860px;
}
a {
  color: var(--accent);
}
:focus-visible {
  outline: 2px solid var(--accent);
  outline-offset: 2px;
}
h1 {
  margin: 24px 0 8px;
  font-size: 20px;
  font-weight: 600;
  overflow-wrap: anywhere;
}
h2 {
  margin: 24px 0 8px;
  font-size: 16px;
  font-weight: 600;
}
dl {
  display: grid;
  gap: 2px 16px;
  margin: 0;
  color: var(--muted);
  font-size: 12px;
}
dl > div {
  display: flex;
  gap: 8px;
}
dt {
  flex: none;
}
dt::after {
  content: ':';
}
dd {
  margin: 0;
  color: var(--text);
  overflow-wrap: anywhere;
}

#tools {
  position: sticky;
  top: 0;
  z-index: 2;
  display: flex;
  flex-wrap: wrap;
  align-items: center;
  gap: 8px;
  margin: 0 -16px;
  padding: 8px 16px;
  background: var(--surface);
  border-bottom: 1px solid var(--line);
}
#tools[hidden] {
  display: none;
}
#tools > * {
  min-height: 32px;
  padding: 4px 8px;
  font: inherit;
  color: inherit;
  background: var(--surface);
  border: 1px solid var(--line-strong);
  border-radius: 6px;
}
#tools > button {
  min-width: 32px;
}
#tools > :disabled {
  opacity: 0.5;
}
#search {
  flex: 1 1 160px;
  min-width: 0;
}
#tools > #hits {
  padding: 4px 0;
  background: none;
  border: 0;
  color: var(--muted);
  font-variant-numeric: tabular-nums;
}
#tools > #hits:empty {
  display: none;
}
#author {
  max-width: 160px;
}

main [hidden] {
  display: none;
}
main h2 {
  position: relative;
  text-align: center;
  font-size: 12px;
  color: var(--muted);
}
/* Far from the window nothing is laid out; the viewer says how high each block is likely to be. */
.c {
  content-visibility: auto;
  contain-intrinsic-block-size: auto 480px;
  /* Nothing is drawn outside the block: room for the ring around a message. */
  margin: 0 -4px;
  padding: 2px 4px;
}
.m {
  position: relative;
  padding: 6px 12px;
  margin: 8px 48px 0 0;
  background: var(--theirs);
  border-radius: 10px;
}
.m.o {
  margin: 8px 0 0 48px;
  background: var(--mine);
}
.m.g {
  margin-top: 2px;
}
.m.s {
  margin: 8px 0 0;
  padding: 2px 12px;
  background: none;
  color: var(--muted);
  text-align: center;
}
.m.u {
  border: 1px dashed var(--warn);
}
.m.r .t {
  color: var(--muted);
  text-decoration: line-through;
}
.m:target,
.m.now {
  box-shadow: 0 0 0 2px var(--accent);
}
.m > bdi {
  font-size: 12px;
  font-weight: 600;
  overflow-wrap: anywhere;
}
.m > bdi::before {
  display: inline-block;
  width: 24px;
  height: 24px;
  margin-inline-end: 8px;
  vertical-align: middle;
  background-position: center;
  background-size: cover;
  border-radius: 50%;
}
.m > time,
.m > i {
  color: var(--muted);
  font-size: 12px;
  font-style: normal;
  font-variant-numeric: tabular-nums;
}
.m > i {
  padding: 0 4px;
  border: 1px solid var(--line-strong);
  border-radius: 6px;
}
.t {
  display: block;
  unicode-bidi: plaintext;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
}
.t em {
  font-style: normal;
  color: var(--muted);
}
.t q {
  display: block;
  margin-bottom: 4px;
  padding-inline-start: 8px;
  border-inline-start: 2px solid var(--line-strong);
  color: var(--muted);
  quotes: none;
}
.f {
  font-size: 18px;
  line-height: 1;
}
::highlight(hit) {
  background: var(--hit);
  color: var(--text);
}
.warn {
  color: var(--warn);
}

#months {
  display: flex;
  flex-wrap: wrap;
  gap: 4px 12px;
  margin-top: 24px;
  font-variant-numeric: tabular-nums;
}
@media (min-width: 1060px) {
  #months {
    position: fixed;
    inset-block: 16px;
    inset-inline-end: calc(50% - 525px);
    flex-flow: column nowrap;
    margin: 0;
    overflow-y: auto;
    font-size: 12px;
  }
}
footer {
  margin-top: 24px;
  border-top: 1px solid var(--line);
  font-size: 12px;
  color: var(--muted);
}
footer h2 {
  color: var(--text);
}
footer ol,
footer ul {
  margin: 0;
  padding-inline-start: 24px;
}
footer li.i {
  margin-inline-start: 16px;
  list-style: none;
}
footer li {
  overflow-wrap: anywhere;
}
footer li span {
  font-variant-numeric: tabular-nums;
}

@media (max-width: 480px) {
  #tools > #author,
  #tools > #date {
    flex: 1 1 100px;
    min-width: 0;
  }
  #tools > #theme {
    display: none;
  }
  .m {
    margin-inline-end: 16px;
  }
  .m.o {
    margin-inline-start: 16px;
  }
}
@media (prefers-reduced-motion: no-preference) {
  .m {
    transition: box-shadow 140ms ease-out;
  }
}
${printStyle}`
