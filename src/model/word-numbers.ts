/** Names and state types by number. Only ever grows, so that all drafts of a history can share it. */
export class WordNumbers {
  private readonly words: string[] = ['']
  private readonly numbers = new Map([['', 0]])

  word(number: number): string {
    return this.words[number] ?? ''
  }

  numberOf(word: string): number {
    const known = this.numbers.get(word)
    if (known !== undefined) return known
    this.numbers.set(word, this.words.length)
    return this.words.push(word) - 1
  }
}
