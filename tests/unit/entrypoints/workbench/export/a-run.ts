import { plainOrder } from '../../../../../entrypoints/workbench/export/order.ts'
import type { ExportOrder } from '../../../../../entrypoints/workbench/export/order.ts'
import type { ExportRun } from '../../../../../entrypoints/workbench/export/run.ts'

/** An order of which only what a test cares about is special. */
export function anOrder(change: Partial<ExportOrder> = {}): ExportOrder {
  return { ...plainOrder('Asia/Shanghai', 'zh-CN'), ...change }
}

/** A run of two chats of account 1. */
export function aRun(change: Partial<ExportRun> = {}): ExportRun {
  return {
    id: '0123456789abcdef0123456789abcdef',
    order: anOrder(),
    title: null,
    legs: [
      {
        account: '1',
        nick: '小明',
        conversations: [
          { id: 'c1', kind: 'friend' },
          { id: 'c2', kind: 'friend' },
        ],
      },
    ],
    startedAt: Date.UTC(2026, 10, 22, 12),
    generator: { name: 'SmartQQ Companion', version: '1.2.3' },
    task: null,
    since: null,
    ...change,
  }
}
