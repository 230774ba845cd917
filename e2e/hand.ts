import { expect, type Locator, type Page } from '@playwright/test'

/** A hand at mouse and keyboard that counts what it does: a click is one, a key is one, a chord and a paste too. */
export class Hand {
  private readonly page: Page
  private steps = 0

  constructor(page: Page) {
    this.page = page
  }

  async click(where: Locator): Promise<void> {
    this.steps += 1
    await where.click()
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      this.steps += 1
      await this.page.keyboard.press(key)
    }
  }

  /** What somebody has in the clipboard already. */
  async paste(text: string): Promise<void> {
    this.steps += 1
    await this.page.keyboard.insertText(text)
  }

  /** The most that a task may take: lower it when it takes less. */
  tookAtMost(ceiling: number): void {
    expect(this.steps, 'clicks and keys').toBeLessThanOrEqual(ceiling)
  }
}
