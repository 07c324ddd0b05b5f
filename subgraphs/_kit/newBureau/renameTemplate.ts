import { camelOf, pascalOf } from './names.ts'

/** What people read keeps its words: descriptions, messages, titles of feeds, names of tests. */
const PROSE =
  /(description: '[^']*'|what: '[^']*'|ids of \w+|, 'notices', |title: \{[^}]*\}|\b(?:it|describe)\('[^']*'|data\/notices\.csv)/

/**
 * A file of the template as the bureau has it. Its types are named after it, for two bureaus may not own one type: "Notice"
 * is "WeatherNotice".
 */
export function renameTemplate(text: string, name: string): string {
  return text
    .split(PROSE)
    .map((part, index) => (index % 2 === 0 ? renameCode(part, name) : part))
    .join('')
    .replaceAll('_template', name)
    .replaceAll("'template", `'${name}`)
    .replaceAll('template bureau', `${name} bureau`)
    .replaceAll('template subgraph', `${name} subgraph`)
}

function renameCode(code: string, name: string): string {
  return code
    .replaceAll('Template', pascalOf(name))
    .replaceAll('Notice', `${pascalOf(name)}Notice`)
    .replaceAll(/(?<![-\w])notice(s(?:Feed)?)?\b/g, (_, rest: string = '') => `${camelOf(name)}Notice${rest}`)
}
