import { personOf } from '../find-by-key.ts'
import type { Group, World } from '../world.ts'

const lengthOf = (minutes: number): string => (minutes % 60 === 0 ? `${minutes / 60}小时` : `${minutes}分钟`)

/**
 * What a group reads when somebody is muted (`number`), or everybody (null); 0 minutes end it. It comes as an ordinary message
 * of the administrator.
 */
export function muteWords(world: World, group: Group, number: number | null, minutes: number): string {
  if (number === null) {
    return minutes > 0 ? '管理员开启了全员禁言，只有群主和管理员才能发言' : '管理员关闭了全员禁言'
  }
  const card = group.members.find((each) => each.number === number)?.card ?? personOf(world, number).nick
  return `${card}(${number}) 被管理员${minutes > 0 ? `禁言${lengthOf(minutes)}` : '解除禁言'} `
}
