import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/**
 * The folder of this package as a `file:` URL ending in "/". Sources and compiled files stand at different depths,
 * and both must find the data that lie beside the sources.
 */
export const packageRoot: URL = findPackageRoot(new URL('./', import.meta.url))

function findPackageRoot(folder: URL): URL {
  if (existsSync(new URL('package-lock.json', folder))) return folder
  const parent = new URL('../', folder)
  if (parent.href === folder.href)
    throw new Error(`No package-lock.json in any folder above ${import.meta.url}`)
  return findPackageRoot(parent)
}

/** The path of a file of this package; paths of users are read from their working directory instead. */
export function fromRoot(path: string): string {
  return resolve(fileURLToPath(packageRoot), path)
}

/** Whether the module of this URL is the file that Node was told to run, rather than an import of another. */
export function runsDirectly(moduleUrl: string): boolean {
  return process.argv[1] !== undefined && pathToFileURL(process.argv[1]).href === moduleUrl
}
