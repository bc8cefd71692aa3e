/**
 * A doubly linked list: what is under way, each of which leaves by itself. A `Set` would keep what has left (see `PassingMap`).
 *
 * @module
 */

/** A place in a chain. */
export class Link<A> {
  readonly value: A | undefined
  before: Link<A> = this
  after: Link<A> = this

  constructor(value?: A) {
    this.value = value
  }
}

/** A chain of things, by the link that stands at both of its ends. */
export type Chain<A> = Link<A>

/** An empty chain. */
export const make = <A extends {}>(): Chain<A> => new Link<A>()

/** Puts a thing at the end. Gives its link, with which it leaves. */
export const add = <A extends {}>(chain: Chain<A>, value: A): Link<A> => {
  const link = new Link(value)
  link.before = chain.before
  link.after = chain
  chain.before.after = link
  chain.before = link
  return link
}

/** Takes a link out of its chain; one that has left stays out. */
export const remove = <A>(link: Link<A>): void => {
  link.before.after = link.after
  link.after.before = link.before
  // What has left holds nothing that is still there.
  link.before = link
  link.after = link
}

/** All that is in a chain, in order. */
export const all = <A extends {}>(chain: Chain<A>): ReadonlyArray<A> => {
  const found: Array<A> = []
  for (let link = chain.after; link !== chain; link = link.after) if (link.value !== undefined) found.push(link.value)
  return found
}
