import { describe, expect, it } from 'vitest'
import { NOTHING, add, countPlaywright, countVitest, inWords } from '../../../scripts/test-counts.ts'

const vitestReport = (change: object) =>
  JSON.stringify({
    numPassedTests: 0,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    success: true,
    testResults: [],
    ...change,
  })

describe('inWords', () => {
  it('is the plain line, with the skipped ones only if there are any', () => {
    expect(inWords({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed')
    expect(inWords({ passed: 1, failed: 2, skipped: 3 })).toBe('1 passed, 2 failed, 3 skipped')
  })
})

describe('add', () => {
  it('adds each count', () => {
    expect(add({ passed: 1, failed: 2, skipped: 3 }, { passed: 10, failed: 20, skipped: 30 })).toEqual({
      passed: 11,
      failed: 22,
      skipped: 33,
    })
    expect(add(NOTHING, NOTHING)).toEqual(NOTHING)
  })
})

describe('countVitest', () => {
  it('takes tests to do and left out as skipped', () => {
    const report = vitestReport({ numPassedTests: 5, numPendingTests: 1, numTodoTests: 2 })
    expect(countVitest(report)).toEqual({ passed: 5, failed: 0, skipped: 3 })
  })

  it('counts a file that could not be loaded as one failure beside the failed tests', () => {
    const report = vitestReport({
      numPassedTests: 5,
      numFailedTests: 1,
      success: false,
      testResults: [
        { status: 'failed', assertionResults: [{ status: 'failed' }] },
        { status: 'failed', assertionResults: [] },
      ],
    })
    expect(countVitest(report)).toEqual({ passed: 5, failed: 2, skipped: 0 })
  })

  it('fails a run that had an error outside every test', () => {
    expect(countVitest(vitestReport({ numPassedTests: 5, success: false }))).toEqual({
      passed: 5,
      failed: 1,
      skipped: 0,
    })
  })
})

describe('countPlaywright', () => {
  it('counts errors outside every test as failures', () => {
    const report = JSON.stringify({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}] })
    expect(countPlaywright(report)).toEqual({ passed: 4, failed: 2, skipped: 2 })
  })
})
