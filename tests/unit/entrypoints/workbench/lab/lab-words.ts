import {
  alsoSpeak,
  cardWords,
  labWords,
  lateWords,
  rulesWords,
  setLanguage,
  workbenchWords,
} from '../../../../../lib/i18n/t.ts'

/** Has a test speak Chinese with every word that the workbench knows. */
export async function speak(): Promise<void> {
  alsoSpeak(lateWords, cardWords, workbenchWords, rulesWords, labWords)
  await setLanguage('zh-CN', '')
}
