const CHUNK_BITS = 9
const CHUNK_SIZE = 1 << CHUNK_BITS
const CHUNK_MASK = CHUNK_SIZE - 1

/**
 * A growing array that shares its storage with earlier versions of itself: taking a snapshot costs a pointer for every
 * 512 entries, and writing copies a chunk the first time an owner touches it. So a tree can be kept while the next one
 * grows, and appending a page costs by the page.
 */
export class CowTable<T> {
  private chunks: (T | undefined)[][]
  private owners: number[]

  constructor(chunks: (T | undefined)[][] = [], owners: number[] = []) {
    this.chunks = chunks
    this.owners = owners
  }

  get(index: number): T | undefined {
    return this.chunks[index >> CHUNK_BITS]?.[index & CHUNK_MASK]
  }

  /** Writes on behalf of `owner`; chunks written by another owner are copied first. */
  set(index: number, value: T, owner: number): void {
    const number = index >> CHUNK_BITS
    let chunk = this.chunks[number]
    if (chunk === undefined) {
      chunk = new Array<T | undefined>(CHUNK_SIZE)
      this.chunks[number] = chunk
      this.owners[number] = owner
    } else if (this.owners[number] !== owner) {
      chunk = chunk.slice()
      this.chunks[number] = chunk
      this.owners[number] = owner
    }
    chunk[index & CHUNK_MASK] = value
  }

  /** A table with the same entries. Neither sees what is written to the other later, as long as owners differ. */
  snapshot(): CowTable<T> {
    return new CowTable(this.chunks.slice(), this.owners.slice())
  }
}
