/** The table of the package has no types of its own: entries `traditional simplified…`, joined by `|`. */
declare module 'opencc-js/dict/TSCharacters' {
  const entries: string
  export default entries
}
