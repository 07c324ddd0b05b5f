import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'
import { packageRoot } from '../../../kit/root.ts'
import { readIgnored, type Copy } from './dockerfile.ts'

const ROOT = fileURLToPath(packageRoot)

/** What lies in the folder of the Dockerfile's first stage when it is done, but for its packages. */
export async function buildFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'build-'))
  const isIgnored = readIgnored(await readFile(join(ROOT, '.dockerignore'), 'utf8'))
  for (const entry of await readdir(ROOT)) {
    if (isIgnored(entry)) continue
    const filter = (path: string) => !isIgnored(relative(ROOT, path))
    await cp(join(ROOT, entry), join(folder, entry), { recursive: true, filter })
  }
  // Types are read there; it is no part of what is copied on.
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  await promisify(execFile)(join(ROOT, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.build.json'], {
    cwd: folder,
  })
  await mkdir(join(folder, 'explorer/dist'))
  // The explorer's own build has tests of its own.
  await writeFile(join(folder, 'explorer/dist/index.html'), '<!doctype html>')
  return folder
}

/** The folder of the image, with what its Dockerfile copies there and nothing else. */
export async function copyImage(build: string, copies: readonly Copy[]): Promise<string> {
  const image = await mkdtemp(join(tmpdir(), 'image-'))
  for (const { sources, target } of copies) {
    for (const source of sources) {
      const to = target.endsWith('/') ? join(image, target, source) : join(image, target)
      if (source === 'node_modules') await linkPackages(to)
      else await cp(join(build, source), to, { recursive: true })
    }
  }
  return image
}

const lockFile = z.object({ packages: z.record(z.string(), z.object({ dev: z.boolean().optional() })) })

/** What `npm prune --omit=dev` leaves of packages that a file of ours can name. */
async function linkPackages(target: string): Promise<void> {
  const { packages } = lockFile.parse(JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8')))
  const installed = new Set(await listPackages())
  for (const [path, { dev = false }] of Object.entries(packages)) {
    const name = path.slice('node_modules/'.length)
    if (dev || !installed.has(name)) continue
    await mkdir(dirname(join(target, name)), { recursive: true })
    await symlink(join(ROOT, path), join(target, name))
  }
}

async function listPackages(): Promise<readonly string[]> {
  const modules = join(ROOT, 'node_modules')
  const names = await readdir(modules)
  const inScopes = names
    .filter((name) => name.startsWith('@'))
    .map(async (scope) => (await readdir(join(modules, scope))).map((name) => `${scope}/${name}`))
  return [...names, ...(await Promise.all(inScopes)).flat()]
}
