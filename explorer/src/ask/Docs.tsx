import { useSignal } from '@preact/signals'
import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql'
import { useEffect } from 'preact/hooks'
import { SearchField } from '../app/SearchField.tsx'
import { describeRules, ruleFor, rulesLoaded } from '../caller/rules.ts'
import { loadNames, localDescription, localName } from '../graph/names/names.ts'
import { loadSchema } from '../graph/schema.ts'
import { words } from '../language/language.ts'
import { writeQueryFor } from '../start/queryFor.ts'
import { CloseSide } from './CloseSide.tsx'
import { docsTrail, showInDocs } from './sidePane.ts'
import { layOut } from './workbench.ts'

/** The schema to walk through, type by type. */
export function Docs() {
  const { ask } = words.value
  const schema = useSignal<GraphQLSchema | null>(null)
  const filter = useSignal('')
  useEffect(() => {
    void loadSchema().then((loaded) => (schema.value = loaded))
    void loadNames()
  }, [])
  const trail = docsTrail.value
  const name = trail.at(-1) ?? 'Query'
  const type = schema.value?.getType(name)
  return (
    <section class="pane docs" aria-label={ask.docs} tabIndex={0}>
      <div class="row">
        {trail.length > 1 && (
          <button
            type="button"
            class="link small"
            onClick={() => {
              docsTrail.value = trail.slice(0, -1)
            }}
          >
            ← {trail.at(-2)}
          </button>
        )}
        <CloseSide />
      </div>
      <h2>
        {name === 'Query' ? ask.root : name} {name !== 'Query' && <LocalName coordinate={name} />}
      </h2>
      {type && (
        <>
          {name !== 'Query' && <p class="quiet small">{localDescription(name, type.description)}</p>}
          <Rule coordinate={name} />
          <SearchField
            label={ask.filterFields}
            value={filter.value}
            search={(text) => {
              filter.value = text
            }}
          />
          <Members type={type} filter={filter.value.toLowerCase()} />
        </>
      )}
    </section>
  )
}

function Members({ type, filter }: { readonly type: GraphQLNamedType; readonly filter: string }) {
  const { ask } = words.value
  const fits = ({ name, description }: { name: string; description?: string | null | undefined }) =>
    `${name} ${description ?? ''} ${localName(`${type.name}.${name}`) ?? ''}`.toLowerCase().includes(filter)
  if (isObjectType(type) || isInterfaceType(type)) {
    return (
      <>
        {Object.values(type.getFields())
          .filter(fits)
          .map((field) => (
            <Field key={field.name} parent={type.name} field={field} />
          ))}
      </>
    )
  }
  if (isInputObjectType(type)) {
    return (
      <>
        {Object.values(type.getFields())
          .filter(fits)
          .map((field) => (
            <Input key={field.name} input={field} />
          ))}
      </>
    )
  }
  if (isEnumType(type)) {
    return (
      <>
        <h3>{ask.values}</h3>
        {type
          .getValues()
          .filter(fits)
          .map(({ name, description }) => (
            <div class="entry" key={name}>
              <code>{name}</code>
              <p>{description}</p>
            </div>
          ))}
      </>
    )
  }
  if (isUnionType(type)) {
    return (
      <>
        <h3>{ask.members}</h3>
        {type.getTypes().map(({ name }) => (
          <div class="entry" key={name}>
            <TypeLink name={name} text={name} />
          </div>
        ))}
      </>
    )
  }
  return null
}

function Field({
  parent,
  field,
}: {
  readonly parent: string
  readonly field: GraphQLField<unknown, unknown>
}) {
  const { ask } = words.value
  return (
    <div class="entry">
      <code>
        <strong>{field.name}</strong>:{' '}
        <TypeLink name={getNamedType(field.type).name} text={String(field.type)} />
      </code>
      <LocalName coordinate={`${parent}.${field.name}`} />
      <p>{field.description}</p>
      <Rule coordinate={`${parent}.${field.name}`} />
      {field.deprecationReason != null && (
        <p class="alarm">
          {ask.deprecated}: {field.deprecationReason}
        </p>
      )}
      {field.args.length > 0 && (
        <details>
          <summary class="small">
            {ask.arguments}: {field.args.map(({ name }) => name).join(', ')}
          </summary>
          {field.args.map((argument) => (
            <Input key={argument.name} input={argument} />
          ))}
        </details>
      )}
      {parent === 'Query' &&
        !field.args.some(
          (argument) => String(argument.type).endsWith('!') && argument.defaultValue === undefined,
        ) && (
          <button type="button" class="link small" onClick={() => layOut(writeQueryFor(field))}>
            {words.value.start.ask} →
          </button>
        )}
    </div>
  )
}

function Input({ input }: { readonly input: GraphQLArgument | GraphQLInputField }) {
  return (
    <div class="entry">
      <code>
        {input.name}: <TypeLink name={getNamedType(input.type).name} text={String(input.type)} />
        {input.defaultValue !== undefined && ` = ${JSON.stringify(input.defaultValue)}`}
      </code>
      <p>{input.description}</p>
    </div>
  )
}

/** What the reader's own language calls it. */
function LocalName({ coordinate }: { readonly coordinate: string }) {
  const name = localName(coordinate)
  return name === null ? null : <span class="local"> {name}</span>
}

function TypeLink({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <button type="button" class="link" onClick={() => showInDocs(name)}>
      {text}
    </button>
  )
}

/** Who may see it; in the colour of caution where this caller may not. */
function Rule({ coordinate }: { readonly coordinate: string }) {
  const rule = rulesLoaded.value ? describeRules(coordinate) : null
  if (rule === null) return null
  return (
    <p class={ruleFor([coordinate]) === null ? 'small quiet' : 'rule'}>
      <span aria-hidden="true">◇ </span>
      {words.value.caller.needs(rule)}
    </p>
  )
}
