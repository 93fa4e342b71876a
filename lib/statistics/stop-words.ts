/** Words that hold sentences together and say nothing by themselves; two characters and more, as shorter ones are not counted. */
const CHINESE = `
一个 一下 一些 一样 一直 一定 一起 一次 一点 什么 怎么 这个 那个 这样 那样 这么 那么 这些 那些 这里 那里 这边 那边 哪里 哪个 为什么 怎样 多少
我们 你们 他们 她们 它们 自己 大家 人家 别人 咱们 没有 不是 不要 不能 不会 不用 不过 不了 还是 还有 就是 就要 可以 可能 可是 但是 因为 所以 如果 虽然 而且
然后 或者 以后 以前 之后 之前 现在 时候 已经 应该 觉得 知道 这是 那是 只是 只有 都是 也是 真的 的话 而已 其实 比较 非常 特别 有点 有些 出来 起来 下来
过来 过去 回来 进去 上去 下去 不知道 是不是 有没有 能不能 不行 起码 关于 对于 以及 或是 的时候 两个 几个 每个 某个 其他 另外 于是 并且 只要 只能
`
const ENGLISH = `
the and for are but not you your yours his her hers its our ours their they them this that these those was were been being have has had having
does did doing with from into about than then there here what which who whom whose when where why how all any both each few more most other some
such only own same too very can will just should would could may might must shall also because while until again further once don didn isn wasn
aren doesn won can't don't it's i'm that's let's you're
`

const STOP_WORDS = new Set(`${CHINESE} ${ENGLISH}`.split(/\s+/u).filter((word) => word !== ''))

export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word)
}
