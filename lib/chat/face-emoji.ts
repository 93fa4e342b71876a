/**
 * What stands for QQ's built-in faces where a picture is wanted: a character that every system draws, so that nothing of
 * anybody's artwork has to be shipped. Name and character, one after the other.
 */
const DRAWINGS =
  // The panel of the page.
  '惊讶 😮 撇嘴 😒 色 😍 发呆 😶 得意 😎 流泪 😢 害羞 ☺️ 闭嘴 🤐 睡 😴 大哭 😭 尴尬 😅 发怒 😡 调皮 😜 呲牙 😁 微笑 🙂 ' +
  '飞吻 😘 跳跳 🤸 发抖 🥶 怄火 😤 爱情 💑 足球 ⚽ 西瓜 🍉 玫瑰 🌹 凋谢 🥀 爱心 ❤️ 心碎 💔 蛋糕 🎂 礼物 🎁 太阳 ☀️ 月亮 🌙 ' +
  '强 👍 弱 👎 难过 🙁 酷 🕶️ 抓狂 😫 吐 🤮 惊恐 😱 流汗 😓 憨笑 😄 大兵 💂 猪头 🐷 拥抱 🤗 咖啡 ☕ 饭 🍚 握手 🤝 便便 💩 ' +
  '偷笑 🤭 可爱 😊 白眼 🙄 傲慢 😏 饥饿 😋 困 🥱 奋斗 💪 咒骂 🤬 疑问 ❓ 嘘 🤫 晕 😵 折磨 😖 衰 😞 骷髅 💀 敲打 🔨 再见 👋 ' +
  '闪电 ⚡ 炸弹 💣 刀 🔪 胜利 ✌️ 冷汗 😰 擦汗 😥 抠鼻 👃 鼓掌 👏 糗大了 🫢 坏笑 😈 左哼哼 😾 右哼哼 😾 哈欠 🥱 鄙视 😑 ' +
  '委屈 🥺 快哭了 😿 阴险 😼 亲亲 😚 吓 😨 可怜 🥹 菜刀 🔪 啤酒 🍺 篮球 🏀 乒乓 🏓 示爱 💋 瓢虫 🐞 抱拳 🙏 勾引 🫵 拳头 ✊ ' +
  '差劲 👎 爱你 🤟 NO 🙅 OK 👌 转圈 💫 磕头 🙇 回头 👀 跳绳 🏃 挥手 👋 激动 🤩 街舞 🕺 献吻 💏 左太极 ☯️ 右太极 ☯️ 双喜 🎊 ' +
  '鞭炮 🧨 灯笼 🏮 发财 🤑 K歌 🎤 购物 🛍️ 邮件 📧 帅 🤠 喝彩 🎉 祈祷 🙏 爆筋 💢 棒棒糖 🍭 喝奶 🍼 下面 🍜 香蕉 🍌 飞机 ✈️ ' +
  '开车 🚗 左车头 🚂 车厢 🚃 右车头 🚂 多云 ⛅ 下雨 🌧️ 钞票 💵 熊猫 🐼 灯泡 💡 风车 🎡 闹钟 ⏰ 打伞 ☂️ 彩球 🎈 钻戒 💍 ' +
  '沙发 🛋️ 纸巾 🧻 药 💊 手枪 🔫 青蛙 🐸 ' +
  // Newer ones, from phones.
  '雾 🌫️ 女人 👩 招财猫 😺 粥 🥣 眨眼睛 😉 泪奔 😭 无奈 😔 卖萌 😽 小纠结 😣 喷血 🩸 斜眼笑 😏 doge 🐶 惊喜 🤩 骚扰 😠 笑哭 😂 ' +
  '我最美 💅 河蟹 🦀 羊驼 🦙 幽灵 👻 蛋 🥚 马赛克 🔲 菊花 🌼 肥皂 🧼 红包 🧧 大笑 😆 不开心 ☹️ 啊 😲 恐慌 😧 冷漠 😐 呃 😕 ' +
  '好棒 💯 拜托 🙏 点赞 👍 无聊 😪 托脸 🤔 吃 🍽️ 送花 💐 害怕 😨 花痴 🥰 小样儿 😌 脸红 😳 飙泪 😭 我不看 🙈 托腮 🤔 ' +
  // Other names of the same and of later ones, as files of other programs have them.
  '龇牙 😁 呵呵 🙂 赞 👍 踩 👎 嘿哈 👊 捂脸 🤦 奸笑 😏 机智 🤓 皱眉 😟 耶 ✌️ 吃瓜 🍉 加油 💪 汗 😓 天啊 😱 社会社会 🤘 旺柴 🐶 ' +
  '打脸 👋 哇 🤩 翻白眼 🙄 666 🤙 让我看看 👀 叹气 😮‍💨 苦涩 😣 裂开 🫠 烟花 🎆 爆竹 🧨 福 🧧'

const words = DRAWINGS.split(' ')
const byName = new Map(words.flatMap((word, at) => (at % 2 === 0 ? [[word, words[at + 1] ?? '']] : [])))

/** The emoji that stands for a built-in face of QQ by its Chinese name (`微笑` gives 🙂); null for any other name. */
export function faceEmoji(name: string): string | null {
  return byName.get(name) ?? null
}
