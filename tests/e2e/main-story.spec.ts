import { playMainStory } from '../support/main-story.ts'
import { test } from './support/fixtures.ts'

test('log in, a friend writes, a rule answers, the chats are exported', async ({ companion, phone }) => {
  await playMainStory({
    companion,
    phone,
    step: async (words, act) => {
      await test.step(words, act)
    },
  })
})
