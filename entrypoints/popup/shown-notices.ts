import { computed } from '@preact/signals'
import { controls, loops, notices } from './stored.ts'

/** The notices, without those that say what a line of its own says as long as it holds. */
export const shownNotices = computed(() =>
  notices.value.filter(({ code, detail }) => {
    if (code === 'replies-stopped') return controls.value.stopped === null
    return code !== 'loop' || !loops.value.some(({ conversation }) => conversation === detail)
  }),
)
