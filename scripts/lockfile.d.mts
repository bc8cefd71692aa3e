/** What is read of npm's lockfile. */
export interface Lockfile {
  readonly packages: Readonly<
    Record<string, { readonly dev?: boolean; readonly optionalDependencies?: Readonly<Record<string, string>> }>
  >
}

/** The optional packages that the lockfile's own entries name and that have no entry. */
export const missing: (lock: Lockfile) => ReadonlyArray<{ readonly name: string; readonly version: string }>

/** The lockfile with an entry for each of them. */
export const complete: (lock: Lockfile) => Lockfile
