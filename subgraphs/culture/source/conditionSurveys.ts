import { day, id, text, wordOf } from '../../_kit/fieldTypes.ts'
import { dayIn, orderKey, type Grouping, type Table, type TableRecord } from './table.ts'

export enum ConditionGrade {
  GOOD = 'GOOD',
  FAIR = 'FAIR',
  POOR = 'POOR',
}

export interface SurveyRecord extends TableRecord {
  readonly monument: string
  readonly surveyedOn: string
  readonly grade: ConditionGrade
  readonly findings: string
  readonly artefact: string | null
  readonly artefactLocation: string | null
  readonly sample: boolean
}

const GRADE = wordOf(ConditionGrade)

export const conditionSurveys: Table<SurveyRecord> = {
  name: 'condition_surveys',
  feedId: 'icm-condition-surveys',
  confidential: 'records',
  title: {
    zh: '文物狀況調查',
    pt: 'Inspecções ao estado de conservação',
    en: 'Surveys of condition of monuments',
  },
  file: 'condition-surveys.csv',
  columns: [
    'id',
    'monument_id',
    'surveyed_on',
    'grade',
    'findings',
    'artefact',
    'artefact_location',
    'sample',
  ],
  limits: { floor: 1, mayLose: 0.3 },
  parse: (record) => ({
    id: record.required('id', id),
    monument: record.required('monument_id', id),
    surveyedOn: record.required('surveyed_on', day),
    grade: record.required('grade', GRADE),
    findings: record.required('findings', text),
    artefact: record.optional('artefact', text),
    artefactLocation: record.optional('artefact_location', text),
    sample: record.sample('sample'),
  }),
}

export const SURVEYS_BY_MONUMENT: Grouping<SurveyRecord> = {
  column: 'monument_id',
  of: ({ monument }) => monument,
  order: {
    keys: [
      orderKey(
        dayIn('surveyed_on', ({ surveyedOn }) => surveyedOn),
        'DESC',
      ),
    ],
    idDirection: 'ASC',
  },
}
