import entries from 'opencc-js/dict/TSCharacters'

/**
 * What each character is compared as, so that traditional and simplified are one: the simplified one that OpenCC names first
 * for a traditional one. Where that is a rare one beyond the first plane, it is the other way about, so that common
 * characters stay one unit long.
 */
export function scriptForms(): ReadonlyMap<string, string> {
  const forms = new Map<string, string>()
  for (const entry of entries.split('|')) {
    const [traditional = '', simplified = ''] = entry.split(' ')
    if (simplified.length > traditional.length) forms.set(simplified, forms.get(simplified) ?? traditional)
    const form = forms.get(simplified) ?? simplified
    if (form !== traditional) forms.set(traditional, form)
  }
  return forms
}
