// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/preact'
import { afterEach, describe, expect, it } from 'vitest'
import { Face } from '../../../lib/ui/face.tsx'

afterEach(cleanup)

describe('Face', () => {
  it('is a picture that says its name', () => {
    render(<Face name="微笑" code={14} />)
    expect(screen.getByRole('img', { name: '微笑' }).textContent).toBe('🙂')
  })

  it('is its name in brackets when nobody has drawn it, or its code without a name', () => {
    const { container } = render(
      <>
        <Face name="没有画的" code={1} />
        <Face name={null} code={15} />
        <Face name={null} code={0} />
      </>,
    )
    expect(screen.queryByRole('img')).toBeNull()
    expect(container.textContent).toBe('[没有画的][表情15][表情]')
  })
})
