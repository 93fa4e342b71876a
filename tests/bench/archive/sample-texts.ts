/** The thousand or so commonest characters stand in front, about in order; the rest of the language is drawn from its block. */
const COMMON =
  '的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运'
const PUNCTUATION = ['，', '，', '，', '。', '。', '？', '！', '…', '~', ' ', '、', '：']
const FACES = [
  '微笑',
  '撇嘴',
  '色',
  '发呆',
  '得意',
  '流泪',
  '害羞',
  '闭嘴',
  '睡',
  '大哭',
  '呲牙',
  '惊讶',
  '偷笑',
  '可爱',
  '再见',
  '抓狂',
  '赞',
  '爱心',
  '玫瑰',
  '鼓掌',
]
const SYLLABLES = [
  'ka',
  'ti',
  'ro',
  'me',
  'no',
  'shi',
  'ex',
  'port',
  'git',
  'hub',
  'lin',
  'ux',
  'con',
  'fig',
  'er',
  'ing',
  'pro',
  'ject',
  'web',
  'qq',
  'an',
  'data',
  'sy',
  'stem',
  'a',
  'the',
]

/** Chance that can be repeated: numbers from 0 to 1 (mulberry32). */
export function chanceFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
}

/** Words of a made-up chat language, commonest first. */
export interface SampleWords {
  chinese: readonly string[]
  latin: readonly string[]
}

/** Thirty thousand Chinese words of one to four characters and two thousand Latin ones, always the same for a seed. */
export function sampleWords(seed = 1): SampleWords {
  const chance = chanceFrom(seed)
  const characters = [
    ...COMMON.split(''),
    ...Array.from({ length: 3_000 }, () => String.fromCharCode(0x4e00 + chance() * 0x51a0)),
  ]
  const chinese = new Set<string>()
  while (chinese.size < 30_000) {
    const rank = chinese.size
    const length = rank < 120 ? (chance() < 0.6 ? 1 : 2) : [1, 2, 2, 2, 2, 2, 2, 3, 3, 4][Math.floor(chance() * 10)]!
    // Common words are of common characters, the others of all.
    const reach = Math.min(characters.length, 150 + rank)
    let word = ''
    for (let part = 0; part < length; part++) word += characters[Math.floor(reach * chance() ** 2)] ?? '的'
    chinese.add(word)
  }
  const latin = new Set<string>()
  while (latin.size < 2_000) {
    latin.add(
      Array.from(
        { length: 1 + Math.floor(chance() * 3) },
        () => SYLLABLES[Math.floor(chance() * SYLLABLES.length)],
      ).join(''),
    )
  }
  return { chinese: [...chinese], latin: [...latin] }
}

/**
 * Texts like those of a chat, one after the other without an end: mostly Chinese, the words as often as Zipf has it, a third
 * of them those of the moment; with faces, Latin words, numbers and addresses. About 15 characters on the average.
 */
export function* sampleTexts(seed = 1, words: SampleWords = sampleWords()): Generator<string, never> {
  const chance = chanceFrom(seed)
  const pick = (list: readonly string[]) => list[Math.floor(chance() * list.length)] ?? ''
  // The inverse of a sum of 1/rank: the word of rank n comes about 1/n as often as the first.
  const zipf = (list: readonly string[]) => list[Math.floor((list.length + 1) ** chance()) - 1] ?? ''
  const usual = words.chinese.slice(0, 8_000)
  let talk: string[] = []
  for (;;) {
    if (talk.length === 0 || chance() < 0.01) talk = Array.from({ length: 60 }, () => pick(usual))
    const parts: string[] = []
    for (
      let left = Math.max(1, Math.round(Math.exp(1.5 + 0.9 * (chance() + chance() + chance() - 1.5) * 2)));
      left > 0;
      left--
    ) {
      const what = chance()
      if (what < 0.6) parts.push(zipf(words.chinese))
      else if (what < 0.8) parts.push(zipf(talk))
      else if (what < 0.93) parts.push(pick(PUNCTUATION))
      else if (what < 0.955) parts.push(`[${zipf(FACES)}]`)
      else if (what < 0.98) parts.push(` ${zipf(words.latin)} `)
      else if (what < 0.997) parts.push(String(Math.floor(10 ** (1 + chance() * 9))))
      else parts.push(`https://${zipf(words.latin)}.com/${Math.floor(chance() * 1e9).toString(36)}`)
    }
    yield parts.join('').trim() || zipf(words.chinese)
  }
}
