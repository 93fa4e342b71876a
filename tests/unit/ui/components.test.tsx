// @vitest-environment happy-dom
import { signal } from '@preact/signals'
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { setLanguage } from '../../../lib/i18n/t.ts'
import { Avatar, initial } from '../../../lib/ui/avatar.tsx'
import { Choice } from '../../../lib/ui/choice.tsx'
import { contactName } from '../../../lib/ui/contact-name.ts'
import { Field, fieldAttributes } from '../../../lib/ui/field.tsx'
import { isolate } from '../../../lib/ui/isolate.ts'
import { lazy } from '../../../lib/ui/lazy.tsx'
import { Name } from '../../../lib/ui/name.tsx'
import { Switch } from '../../../lib/ui/switch.tsx'
import { Tabs } from '../../../lib/ui/tabs.tsx'
import { clearToast, ToastPlace, showToast } from '../../../lib/ui/toast.tsx'
import { Words } from '../../../lib/ui/words.tsx'

beforeEach(() => setLanguage('zh-CN', ''))
afterEach(cleanup)

describe('Name', () => {
  it('shows markup as the text it is', () => {
    const { container } = render(<Name text="<img src=x onerror=alert(1)>" />)
    expect(container.querySelector('img')).toBeNull()
    expect(container.textContent).toBe('<img src=x onerror=alert(1)>')
  })

  it('keeps the direction of a name to itself and shows the unseen on hover', () => {
    const { container } = render(<Name text={'a\u202eb'} />)
    const name = container.querySelector('bdi')
    expect(name?.textContent).toBe('a\u202eb')
    expect(name?.title).toBe('a⟨U+202E⟩b（含不可见字符）')
  })
})

describe('isolate', () => {
  it('fences what could reorder the sentence around it, and leaves other text alone', () => {
    expect(isolate('مرحبا')).toBe('\u2068مرحبا\u2069')
    expect(isolate('a\u202eb')).toBe('\u2068a\u202eb\u2069')
    expect(isolate('强哥 abc')).toBe('强哥 abc')
  })
})

describe('initial', () => {
  it.each([
    ['强哥', '强'],
    ['lily', 'L'],
    ['  【7班】小明', '7'],
    ['🐼胖达', '🐼'],
    ['\u200b\u202e', '?'],
    ['', '?'],
  ])('of %j is %s', (name, letter) => {
    expect(initial(name)).toBe(letter)
  })

  it('is decoration for screen readers', () => {
    const { container } = render(<Avatar name="Lily" kind="person" />)
    expect(container.querySelector('.avatar')?.getAttribute('aria-hidden')).toBe('true')
  })
})

describe('Avatar', () => {
  const picture = 'data:image/png;base64,AA=='

  it('lays the picture over the initial, which stays when the picture cannot be drawn', () => {
    const { container } = render(<Avatar name="Lily" kind="person" picture={picture} />)
    const image = container.querySelector('img')
    expect(image?.getAttribute('src')).toBe(picture)
    expect(container.textContent).toBe('L')
    fireEvent.error(image as HTMLElement)
    expect(image?.hidden).toBe(true)
  })

  it.each([null, undefined, '', 'https://q.qlogo.cn/g?nk=1', 'data:text/html,x'])('draws no picture for %j', (odd) => {
    const { container } = render(<Avatar name="Lily" kind="person" picture={odd} />)
    expect(container.querySelector('img')).toBeNull()
  })
})

describe('contactName', () => {
  it('prefers the remark, then the nick, then says what is unknown', () => {
    expect(contactName({ nick: '阿强', remark: '强哥', kind: 'person' })).toBe('强哥')
    expect(contactName({ nick: '阿强', remark: '', kind: 'person' })).toBe('阿强')
    expect(contactName({ nick: null, remark: null, kind: 'group' })).toBe('未知群')
  })
})

describe('Switch', () => {
  it('says what it is, how it stands, and asks for the other', () => {
    const onChange = vi.fn<(on: boolean) => void>()
    render(<Switch on={false} label="自动回复" onChange={onChange} />)
    const control = screen.getByRole('switch', { name: '自动回复' })
    expect(control.getAttribute('aria-checked')).toBe('false')
    fireEvent.click(control)
    expect(onChange).toHaveBeenCalledWith(true)
  })
})

const OPTIONS = [
  { value: 'one', text: '一' },
  { value: 'two', text: '二' },
  { value: 'three', text: '三' },
] as const

describe('Tabs', () => {
  it('are walked with the arrow keys, round the ends, and only the chosen one is a tab stop', () => {
    const chosen = signal<'one' | 'two' | 'three'>('one')
    const View = () => (
      <Tabs id="t" label="页" tabs={OPTIONS} chosen={chosen.value} onChoose={(value) => (chosen.value = value)} />
    )
    render(<View />)
    const [first, , third] = screen.getAllByRole('tab')
    fireEvent.keyDown(first as HTMLElement, { key: 'ArrowLeft' })
    expect(chosen.value).toBe('three')
    expect(document.activeElement).toBe(third)
    fireEvent.keyDown(third as HTMLElement, { key: 'Home' })
    expect(chosen.value).toBe('one')
    fireEvent.keyDown(first as HTMLElement, { key: 'a' })
    expect(chosen.value).toBe('one')
  })
})

describe('Choice', () => {
  it('is a radio group with one tab stop', () => {
    render(<Choice label="种类" options={OPTIONS} chosen="two" onChoose={() => {}} />)
    expect(screen.getAllByRole('radio').map((radio) => radio.tabIndex)).toEqual([-1, 0, -1])
    expect(screen.getByRole('radio', { checked: true }).textContent).toBe('二')
  })
})

describe('Field', () => {
  it('ties label, hint and problem to the control', () => {
    render(
      <Field id="f" label="间隔" hint="秒" problems={['太大了。']}>
        <input {...fieldAttributes('f', '秒', ['太大了。'])} />
      </Field>,
    )
    const control = screen.getByLabelText('间隔')
    expect(control.getAttribute('aria-invalid')).toBe('true')
    expect(control.getAttribute('aria-describedby')).toBe('f-hint f-problem')
    expect(screen.getByRole('alert').textContent).toBe('太大了。')
  })
})

describe('Words', () => {
  it('puts components into the places of the words', () => {
    const { container } = render(<Words of="today.replied" values={{ count: <strong>12</strong> }} />)
    expect(container.textContent).toBe('已回 12')
    expect(container.querySelector('strong')?.textContent).toBe('12')
  })
})

describe('ToastPlace', () => {
  it('shows one line and runs its action once', async () => {
    const run = vi.fn<() => void>()
    render(<ToastPlace />)
    showToast({ text: '已删除', action: { text: '撤销', run } })
    fireEvent.click(await screen.findByRole('button', { name: '撤销' }))
    await vi.waitFor(() => expect(screen.queryByText('已删除')).toBeNull())
    expect(run).toHaveBeenCalledOnce()
  })

  it('is empty again when the user goes elsewhere', async () => {
    render(<ToastPlace />)
    showToast({ text: '已复制' })
    await screen.findByText('已复制')
    clearToast()
    await vi.waitFor(() => expect(screen.queryByText('已复制')).toBeNull())
  })
})

describe('lazy', () => {
  it('holds the place until the part is there', async () => {
    const Part = lazy(async () => ({ word }: { word: string }) => <p>{word}</p>)
    render(<Part word="到了" />)
    expect(screen.getByRole('status', { name: '正在读取' })).toBeTruthy()
    expect(await screen.findByText('到了')).toBeTruthy()
  })

  it('says so when the part cannot be loaded', async () => {
    const Part = lazy(async () => Promise.reject(new TypeError('no such chunk')))
    render(<Part />)
    expect((await screen.findByRole('alert')).textContent).toContain('没能打开')
  })
})
