import type { Random } from './random.ts'

/** Words that names of a large made-up world are put together from. */
const FAMILY =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈'.split('')
const GIVEN =
  '伟芳娜敏静丽强磊军洋勇艳杰涛明超霞平刚玲辉健梅慧鹏飞宁琳宇浩欣佳怡晨思雨子轩梓涵博文俊昊嘉诗婷瑶凯'.split('')
const MOODS = [
  '夏末微凉',
  '一米阳光',
  '追风少年',
  '半夏',
  '南城旧梦',
  '静水流深',
  '往事随风',
  '且听风吟',
  '不忘初心',
  '云淡风轻',
]
const LATIN = ['Kevin', 'Amy', 'Jack', 'Cindy', 'Leo', 'Vivian', 'Jason', 'Coco', 'Eric', 'Yoyo']
const TRIMS = ['丶', '゛', '☆', '~', '。', '😊', '…', '🌸']
const TOPICS = [
  '羽毛球',
  '摄影',
  '读书',
  '跑步',
  '吉他',
  '二手交易',
  '亲子',
  '考研',
  '合租',
  '钓鱼',
  '烘焙',
  '桌游',
  '校友',
  '骑行',
]
const PLACES = ['南京', '苏州', '杭州', '合肥', '上海', '武汉', '成都', '西安', '青岛', '厦门']
const KINDS = ['群', '交流群', '小分队', '一家人', '工作群', '闲聊', '①群', '②群']

/** A name as an identity card has it; of many some are alike. */
export function realName(random: Random): string {
  const given = random.pick(GIVEN)
  return random.pick(FAMILY) + given + (random.below(3) === 0 ? '' : random.pick(GIVEN))
}

/** What people call themselves: their name, a mood, a foreign name, with or without trimmings. */
export function nickName(random: Random): string {
  const roll = random.below(10)
  if (roll < 4) return realName(random)
  if (roll < 5) return `小${random.pick(FAMILY)}`
  if (roll < 6) return random.pick(LATIN)
  if (roll < 8) return random.pick(MOODS)
  const trim = random.pick(TRIMS)
  return `${trim}${random.pick(MOODS)}${random.below(2) === 0 ? trim : random.below(100)}`
}

/** What groups are called; of many some are alike. */
export const groupName = (random: Random): string =>
  `${random.below(2) === 0 ? random.pick(PLACES) : ''}${random.pick(TOPICS)}${random.pick(KINDS)}`

/** A card in a group, as such groups ask for it. */
export const cardName = (random: Random, nick: string): string =>
  random.below(2) === 0 ? `${random.pick(PLACES)}-${realName(random)}` : `${nick}&${random.pick(TOPICS)}`
