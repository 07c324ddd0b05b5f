import { createRequire } from 'node:module'

const ROOT = new URL('../../', import.meta.url)

/**
 * A module of the repository as `npm run build` made it, such as `gateway/gateway`.
 * @param {string} name
 */
export function importBuilt(name) {
  return import(new URL(`dist/${name}.js`, ROOT).href)
}

/** The very `graphql` that the built gateway uses; another copy would refuse its schemas. */
export function requireItsGraphql() {
  return createRequire(new URL('package.json', ROOT))('graphql')
}

/** Any other package of theirs. @param {string} name */
export function requireItsPackage(name) {
  return createRequire(new URL('package.json', ROOT))(name)
}

/** @param {string} path a file or folder of the repository */
export function locate(path) {
  return new URL(path, ROOT)
}
