const CHUNK_BITS = 9
const CHUNK_SIZE = 1 << CHUNK_BITS
const CHUNK_MASK = CHUNK_SIZE - 1

/**
 * A growing array that shares its storage with earlier versions of itself: taking a snapshot costs a pointer for every
 * 512 entries, and writing copies a chunk the first time an owner touches it. So a tree can be kept while the next one
 * grows, and appending a page costs by the page.
 */
export class CowTable<T> {
  private readonly chunks: (T | undefined)[][]
  private readonly owners: number[]

  constructor(chunks: (T | undefined)[][] = [], owners: number[] = []) {
    this.chunks = chunks
    this.owners = owners
  }

  get(index: number): T | undefined {
    const chunk = this.chunks[index >> CHUNK_BITS]
    return chunk === undefined ? undefined : chunk[index & CHUNK_MASK]
  }

  /** Writes on behalf of `owner`; chunks written by another owner are copied first. */
  set(index: number, value: T, owner: number): void {
    const number = index >> CHUNK_BITS
    const chunk = this.owners[number] === owner ? this.chunks[number] : this.own(number, owner)
    if (chunk !== undefined) chunk[index & CHUNK_MASK] = value
  }

  /** A table with the same entries. Neither sees what is written to the other later, as long as owners differ. */
  snapshot(): CowTable<T> {
    return new CowTable(this.chunks.slice(), this.owners.slice())
  }

  private own(number: number, owner: number): (T | undefined)[] {
    const chunk = this.chunks[number]?.slice() ?? new Array<T | undefined>(CHUNK_SIZE)
    this.chunks[number] = chunk
    this.owners[number] = owner
    return chunk
  }
}

/** The same for whole numbers from 1 to 2³¹ − 1; 0 stands for none. */
export class CowNumbers {
  private readonly chunks: Int32Array[]
  private readonly owners: number[]

  constructor(chunks: Int32Array[] = [], owners: number[] = []) {
    this.chunks = chunks
    this.owners = owners
  }

  /** 0 where nothing was written. */
  get(index: number): number {
    const chunk = this.chunks[index >> CHUNK_BITS]
    return chunk === undefined ? 0 : (chunk[index & CHUNK_MASK] ?? 0)
  }

  set(index: number, value: number, owner: number): void {
    const number = index >> CHUNK_BITS
    const chunk = this.owners[number] === owner ? this.chunks[number] : this.own(number, owner)
    if (chunk !== undefined) chunk[index & CHUNK_MASK] = value
  }

  snapshot(): CowNumbers {
    return new CowNumbers(this.chunks.slice(), this.owners.slice())
  }

  private own(number: number, owner: number): Int32Array {
    const chunk = this.chunks[number]?.slice() ?? new Int32Array(CHUNK_SIZE)
    this.chunks[number] = chunk
    this.owners[number] = owner
    return chunk
  }
}
