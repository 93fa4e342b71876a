/**
 * Faces offered in the editor: the service's own names, which go into the reply in brackets, each with the emoji that
 * stands for it here (the service's pictures are not ours to ship). Names: docs/PROTOCOL.md, faces.
 */
export const FACES: readonly { name: string; emoji: string }[] = [
  { name: '微笑', emoji: '🙂' },
  { name: '呲牙', emoji: '😁' },
  { name: '可爱', emoji: '😊' },
  { name: '偷笑', emoji: '🤭' },
  { name: '憨笑', emoji: '😄' },
  { name: '调皮', emoji: '😜' },
  { name: '得意', emoji: '😎' },
  { name: '害羞', emoji: '☺️' },
  { name: '色', emoji: '😍' },
  { name: '亲亲', emoji: '😘' },
  { name: '流汗', emoji: '😅' },
  { name: '尴尬', emoji: '😳' },
  { name: '疑问', emoji: '🤔' },
  { name: '难过', emoji: '☹️' },
  { name: '大哭', emoji: '😭' },
  { name: '委屈', emoji: '🥺' },
  { name: '困', emoji: '😪' },
  { name: '再见', emoji: '👋' },
  { name: '强', emoji: '👍' },
  { name: '握手', emoji: '🤝' },
  { name: '抱拳', emoji: '🙏' },
  { name: '胜利', emoji: '✌️' },
  { name: 'OK', emoji: '👌' },
  { name: '鼓掌', emoji: '👏' },
  { name: '玫瑰', emoji: '🌹' },
  { name: '爱心', emoji: '❤️' },
  { name: '咖啡', emoji: '☕' },
  { name: '蛋糕', emoji: '🎂' },
]
