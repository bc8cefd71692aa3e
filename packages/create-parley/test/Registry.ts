/**
 * A package registry on loopback: it serves what this repository has installed, and packages that were just packed. What npm does with
 * it is what it does with the real one, without a network.
 *
 * @module
 */
import { spawnSync } from "node:child_process"
import { once } from "node:events"
import { createReadStream, existsSync, mkdtempSync, readFileSync } from "node:fs"
import { rm } from "node:fs/promises"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { basename, dirname, join } from "node:path"

/** A package.json, as far as a registry looks at it. */
interface Manifest {
  readonly name: string
  readonly version: string
}

/** One version of a package: a folder that is packed when it is asked for, or a file that is; neither where it is for other machines. */
interface Version {
  readonly manifest: Manifest
  readonly folder?: string
  readonly file?: string
}

/** What stands in a lockfile of a package. */
interface Locked {
  readonly version?: string
  readonly link?: boolean
  readonly os?: ReadonlyArray<string>
  readonly cpu?: ReadonlyArray<string>
}

const parse = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"))

/** Every package that a repository's lockfile names. */
const installed = (repository: string): ReadonlyArray<Version> => {
  // Files that npm wrote.
  const { packages } = parse(join(repository, "package-lock.json")) as { readonly packages: Record<string, Locked> }
  return Object.entries(packages).flatMap(([path, { link, version, ...entry }]): ReadonlyArray<Version> => {
    const name = path.split("node_modules/").at(-1) ?? ""
    if (!path.includes("node_modules/") || link === true || version === undefined) return []
    const folder = join(repository, path)
    const manifest = join(folder, "package.json")
    return existsSync(manifest)
      ? [{ manifest: parse(manifest) as Manifest, folder }]
      : [{ manifest: { ...entry, name, version } }]
  })
}

/** The manifest in a packed package. */
const packed = (file: string): Version => {
  const { stdout } = spawnSync("tar", ["-xzOf", file, "package/package.json"], { encoding: "utf8" })
  return { manifest: JSON.parse(stdout) as Manifest, file }
}

/** A registry that answers until it is disposed of. */
export class Registry {
  private readonly work = mkdtempSync(join(tmpdir(), "registry-"))
  private readonly byName = new Map<string, Array<Version>>()
  private readonly server: Server
  url = ""

  /** Serves what a repository has installed, and the packed packages given, which come before others of their name. */
  constructor(repository: string, files: ReadonlyArray<string>) {
    for (const version of [...files.map(packed), ...installed(repository)]) {
      const { name } = version.manifest
      this.byName.set(name, [...this.byName.get(name) ?? [], version])
    }
    this.server = createServer((request, response) => {
      const [name = "", at] = decodeURIComponent(request.url?.slice(1) ?? "").split("/-/")
      const file = at === undefined ? undefined : this.tarball(name, at)
      const document = at === undefined ? this.document(name) : undefined
      if (file !== undefined) createReadStream(file).pipe(response)
      else if (document === undefined) response.writeHead(404).end(JSON.stringify({ error: `no ${request.url} here` }))
      else response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(document))
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections()
    this.server.close()
    await once(this.server, "close")
    await rm(this.work, { recursive: true, force: true })
  }

  /** Begins to answer. */
  async listen(): Promise<this> {
    await once(this.server.listen(0, "127.0.0.1"), "listening")
    // A server on a port has an address with a port.
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`
    return this
  }

  /** What npm reads to choose a version. */
  private document(name: string) {
    const versions = this.byName.get(name)
    if (versions === undefined) return undefined
    return {
      name,
      "dist-tags": { latest: versions[0]?.manifest.version },
      versions: Object.fromEntries(
        versions.toReversed().map(({ manifest }) => [manifest.version, {
          ...manifest,
          dist: { tarball: `${this.url}${name}/-/${basename(name)}-${manifest.version}.tgz` }
        }])
      )
    }
  }

  /** The file of a version, made when it is asked for first. */
  private tarball(name: string, at: string): string | undefined {
    const version = this.byName.get(name)?.find(({ manifest }) => at === `${basename(name)}-${manifest.version}.tgz`)
    if (version?.file !== undefined || version?.folder === undefined) return version?.file
    const file = join(this.work, `${name.replace("/", "+")}-${at}`)
    const { folder } = version
    if (!existsSync(file)) {
      const args = [
        "--exclude",
        `${basename(folder)}/node_modules`,
        "-czf",
        file,
        "-C",
        dirname(folder),
        basename(folder)
      ]
      spawnSync("tar", args, { env: { ...process.env, GZIP: "-1" } })
    }
    return file
  }
}
