import { camelOf, pascalOf, type NewBureau } from './names.ts'
import { renameTemplate } from './renameTemplate.ts'

/** The files of a new bureau that are not made by commands, by their paths. `template` is the template's, by name. */
export function writeBureauFiles(
  bureau: NewBureau,
  template: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const { name } = bureau
  const copied = [...template].map(
    ([file, text]) =>
      [`subgraphs/${name}/${file}`, file.endsWith('.ts') ? renameTemplate(text, name) : text] as const,
  )
  return new Map([
    ...copied,
    [`subgraphs/${name}/bureau.yaml`, writeEntry(bureau)],
    [`subgraphs/${name}/README.md`, writeReadme(bureau)],
    [`explorer/examples/${name}-notices.graphql`, writeExample(name)],
  ])
}

export function feedOf(name: string): string {
  return `${name}-notices`
}

function writeEntry({ name, bureau, owner, contact, titles }: NewBureau): string {
  const text = JSON.stringify
  return `# yaml-language-server: $schema=../../schema/bureau.schema.json
bureau: ${bureau}
name: { zh: ${text(titles.zh)}, pt: ${text(titles.pt)}, en: ${text(titles.en)} }
owner: '${owner}'
contact: ${contact}
colour: { light: '#59636a', dark: '#9aa5ab' }
mayTag: []
feeds:
  ${feedOf(name)}: ${feedOf(name)}
`
}

function writeReadme({ name, titles }: NewBureau): string {
  return `# ${name}

What the bureau publishes, in a sentence. Custodian: ${titles.en}.

## Feeds

| feed | what it is | bundled form | read every | terms |
| --- | --- | --- | --- | --- |
| \`${feedOf(name)}\` | example notices: each record is a sample | our own CSV | hour | not stated |

## Entities

- **Owns** \`${pascalOf(name)}Notice\`.
- **Extends** \`Place\` (\`nearby${pascalOf(name)}Notices\`) and \`AdministrativeArea\` (\`${camelOf(name)}Notices\`).

Alone: \`npm run build && node dist/subgraphs/${name}/server.js\`
`
}

function writeExample(name: string): string {
  return `# The newest notices of ${name}.
query ${pascalOf(name)}Notices {
  ${camelOf(name)}Notices(first: 3) {
    nodes {
      title {
        best(language: EN) {
          text
        }
      }
      publishedOn
      area {
        name {
          en
        }
      }
    }
  }
}
`
}
