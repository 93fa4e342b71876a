import { describe, expect, it } from 'vitest'
import { isSpelled, loadSpeller } from '../../../lib/contacts/pinyin.ts'

const spell = await loadSpeller()
const finds = (name: string, typed: string) => isSpelled(spell(name), typed)

describe('a name', () => {
  it.each([
    ['曾小贤', 'zengxiaoxian', 'zxx'],
    ['单雄信', 'shanxiongxin', 'sxx'],
    ['解晓东', 'xiexiaodong', 'xxd'],
    ['仇英', 'qiuying', 'qy'],
    ['区志强', 'ouzhiqiang', 'ozq'],
    ['盖叫天', 'gejiaotian', 'gjt'],
    ['查良镛', 'zhaliangyong', 'zly'],
    ['华罗庚', 'hualuogeng', 'hlg'],
    ['尉迟恭', 'yuchigong', 'ycg'],
    ['任盈盈', 'renyingying', 'ryy'],
  ])('%s is found by %s and %s', (name, full, initials) => {
    expect(finds(name, full)).toBe(true)
    expect(finds(name, initials)).toBe(true)
  })

  it.each([
    ['老曾', 'laozeng'],
    ['小单', 'xiaoshan'],
    ['阿查', 'azha'],
    ['🙂曾', 'zeng'],
    ['A 曾', 'azeng'],
    ['经理 仇英', 'qiuying'],
  ])('%s has the reading of the surname after what is put before one: %s', (name, typed) => {
    expect(finds(name, typed)).toBe(true)
  })

  it.each([
    ['单身狗', 'danshengou'],
    ['解放路', 'jiefang'],
    ['查水表', 'chashuibiao'],
    ['重庆', 'chongqing'],
    ['银行行长', 'yinhanghangzhang'],
  ])('%s has the readings of its words too: %s', (name, typed) => {
    expect(finds(name, typed)).toBe(true)
  })

  it.each([
    ['曾小贤', 'zengxx'],
    ['曾小贤', 'zxiaox'],
    ['曾小贤', 'zengxiaox'],
    ['曾小贤', "zeng xiao'xian"],
    ['曾小贤', 'xiaoxian'],
    ['曾小贤', 'XX'],
    ['阿强Lily', 'aqianglily'],
    ['阿强Lily', 'aqli'],
    ['Lily阿强', 'lilyaq'],
    ['Lily 阿强', 'lilyaqiang'],
    ['3班的吕布', '3bdlv'],
    ['吕布', 'lvbu'],
    ['吕布', 'lubu'],
    ['吕布', 'lübu'],
    ['吕布', 'lb'],
  ])('%s is found by %s', (name, typed) => {
    expect(finds(name, typed)).toBe(true)
  })

  it.each([
    ['曾小贤', 'zengda'],
    ['曾小贤', 'eng'],
    ['曾小贤', 'xxz'],
    ['曾小贤', 'zengxiaoxiann'],
    ['华罗庚', 'fa'],
    ['银行', 'yinxing'],
    ['', 'a'],
  ])('%s is not found by %s', (name, typed) => {
    expect(finds(name, typed)).toBe(false)
  })

  it('is found by nothing at all, and survives characters nobody reads', () => {
    expect(finds('曾', '')).toBe(true)
    expect(finds('\u200b\u{2A6D6}曾', 'ceng')).toBe(true)
    expect(finds('ا曾', 'zeng')).toBe(true)
  })

  it('of thousands is found fast, and a hostile one too', () => {
    const names = Array.from({ length: 2_000 }, (_, index) => spell(`曾小贤${index}`))
    expect(names.filter((name) => isSpelled(name, 'zengxiaoxian1999'))).toHaveLength(1)
    expect(isSpelled(spell('啊'.repeat(500)), `${'a'.repeat(400)}b`)).toBe(false)
  })
})
