import { describe, expect, it } from 'vitest'
import { detailsExcerpt } from './event-rows.ts'

const failed = (error: string, cause: string) =>
  detailsExcerpt({ id: 4, previousEventId: 3, type: 'TaskFailed', timestamp: 0, details: { error, cause } })

describe('detailsExcerpt', () => {
  it('tells a cause that is JSON by its type and message', () => {
    const cause = JSON.stringify({ errorType: 'ValueError', errorMessage: 'no such region', stackTrace: ['at a'] })
    expect(failed('States.TaskFailed', cause)).toBe('error: States.TaskFailed · cause: ValueError: no such region')
  })

  it('does not tell a type twice, and leaves other causes as they are', () => {
    const cause = JSON.stringify({ errorType: 'ValueError', errorMessage: 'no such region' })
    expect(failed('ValueError', cause)).toBe('error: ValueError · cause: no such region')
    expect(failed('X', 'plain words')).toBe('error: X · cause: plain words')
  })
})
