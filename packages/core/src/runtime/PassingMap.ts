/**
 * A map for what comes and goes with every turn, by a text.
 *
 * V8 gives a `Map` whose entries come and go a new table again and again, and links the old one to the new. Once one of them has
 * grown old, each that follows is kept for its predecessor's sake until the next full collection, with all that stood in it.
 *
 * @module
 */

/** So many entries may have left before the map is made anew; more where more remain. */
const slack = 64

/** As a `Map`, without a trace of what was deleted. */
export class PassingMap<A extends {}> {
  private entries = new Map<string, A | undefined>()
  private left = 0

  /** How many places it has, those of entries that have left among them. */
  get places(): number {
    return this.entries.size
  }

  get(key: string): A | undefined {
    return this.entries.get(key)
  }

  has(key: string): boolean {
    return this.entries.get(key) !== undefined
  }

  set(key: string, value: A): void {
    const places = this.entries.size
    const stood = this.entries.get(key)
    this.entries.set(key, value)
    // It took the place of one that had left.
    if (stood === undefined && this.entries.size === places) this.left--
  }

  delete(key: string): void {
    if (this.entries.get(key) === undefined) return
    // Its place is kept, as a table from which entries leave is one that is replaced.
    this.entries.set(key, undefined)
    if (++this.left > slack && this.left > this.entries.size / 2) this.renew()
  }

  private renew(): void {
    const remaining = new Map<string, A | undefined>()
    for (const [key, value] of this.entries) if (value !== undefined) remaining.set(key, value)
    this.entries = remaining
    this.left = 0
  }
}
