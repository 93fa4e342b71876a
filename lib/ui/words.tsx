import type { ComponentChildren } from 'preact'
import { Fragment } from 'preact'
import { wordParts } from '../i18n/t.ts'
import type { Key } from '../i18n/zh-CN.ts'

/** Words with more than text in their places: names that are isolated, numbers that are bold. */
export function Words({ of, values }: { of: Key; values: Record<string, ComponentChildren> }) {
  return (
    <>
      {wordParts(of, values.count).map((part, index) => (
        <Fragment key={index}>{typeof part === 'string' ? part : values[part.place]}</Fragment>
      ))}
    </>
  )
}
