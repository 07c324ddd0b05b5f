-- The bureau's tables, column for column those of the CSV files in data/.
-- Ids are in the "C" collation: lists are ordered by code point, and a cursor means the same from either source.

CREATE TABLE monuments (
  id              text COLLATE "C" PRIMARY KEY,
  wh_mo_id        integer UNIQUE CHECK (wh_mo_id > 0),
  classified_code text NOT NULL,
  name_zh         text,
  name_pt         text,
  name_en         text,
  kind            text NOT NULL CHECK (kind IN ('building', 'square')),
  area            text,
  lat             double precision CHECK (lat BETWEEN 22.05 AND 22.25),
  lng             double precision CHECK (lng BETWEEN 113.5 AND 113.65),
  opening_stated  text,
  opening_rules   text,
  CHECK ((lat IS NULL) = (lng IS NULL))
);

CREATE TABLE museums (
  id             text COLLATE "C" PRIMARY KEY,
  name_zh        text,
  name_pt        text,
  name_en        text,
  area           text,
  lat            double precision CHECK (lat BETWEEN 22.05 AND 22.25),
  lng            double precision CHECK (lng BETWEEN 113.5 AND 113.65),
  opening_stated text,
  opening_rules  text,
  last_entry     text CHECK (last_entry ~ '^\d{2}:\d{2}$'),
  fee_mop        integer CHECK (fee_mop >= 0),
  operator       text NOT NULL,
  CHECK ((lat IS NULL) = (lng IS NULL))
);

CREATE TABLE libraries (
  id             text COLLATE "C" PRIMARY KEY,
  name_zh        text,
  name_pt        text,
  name_en        text,
  area           text,
  lat            double precision CHECK (lat BETWEEN 22.05 AND 22.25),
  lng            double precision CHECK (lng BETWEEN 113.5 AND 113.65),
  opening_stated text,
  opening_rules  text,
  operator       text NOT NULL,
  CHECK ((lat IS NULL) = (lng IS NULL))
);

CREATE TABLE venues (
  id       text COLLATE "C" PRIMARY KEY,
  name_zh  text,
  name_pt  text,
  name_en  text,
  kind     text NOT NULL CHECK (kind IN ('performing', 'exhibition', 'outdoor', 'arena', 'cinema')),
  area     text,
  lat      double precision CHECK (lat BETWEEN 22.05 AND 22.25),
  lng      double precision CHECK (lng BETWEEN 113.5 AND 113.65),
  capacity integer CHECK (capacity > 0),
  operator text NOT NULL,
  CHECK ((lat IS NULL) = (lng IS NULL))
);

CREATE TABLE classified_properties (
  id              text COLLATE "C" PRIMARY KEY CHECK (id ~ '^[MACS][MTC]\d{3}$'),
  name_zh         text,
  name_pt         text,
  name_en         text,
  owner           text,
  owner_is_sample boolean NOT NULL
);

CREATE TABLE exhibitions (
  id                  text COLLATE "C" PRIMARY KEY,
  museum_id           text COLLATE "C" NOT NULL REFERENCES museums,
  title_zh            text,
  title_pt            text,
  title_en            text,
  opens_on            date NOT NULL,
  closes_on           date NOT NULL CHECK (closes_on >= opens_on),
  insurance_value_mop bigint CHECK (insurance_value_mop >= 0),
  sample              boolean NOT NULL
);

CREATE TABLE museum_visitors (
  id        text COLLATE "C" PRIMARY KEY,
  museum_id text COLLATE "C" NOT NULL REFERENCES museums,
  day       date NOT NULL,
  visitors  integer NOT NULL CHECK (visitors >= 0),
  sample    boolean NOT NULL,
  UNIQUE (museum_id, day)
);

CREATE TABLE condition_surveys (
  id                text COLLATE "C" PRIMARY KEY,
  monument_id       text COLLATE "C" NOT NULL REFERENCES monuments,
  surveyed_on       date NOT NULL,
  grade             text NOT NULL CHECK (grade IN ('good', 'fair', 'poor')),
  findings          text NOT NULL,
  artefact          text,
  artefact_location text,
  sample            boolean NOT NULL
);

-- The events themselves are the tourism bureau's: their ids refer to nothing here.
CREATE TABLE event_programmes (
  id              text COLLATE "C" PRIMARY KEY,
  event_id        text NOT NULL,
  embargoed_until date NOT NULL,
  programme_zh    text,
  programme_pt    text,
  programme_en    text,
  sample          boolean NOT NULL
);

CREATE TABLE library_loans (
  id          text COLLATE "C" PRIMARY KEY,
  library_id  text COLLATE "C" NOT NULL REFERENCES libraries,
  member      text NOT NULL,
  title       text NOT NULL,
  lent_on     date NOT NULL,
  due_on      date NOT NULL CHECK (due_on >= lent_on),
  returned_on date CHECK (returned_on >= lent_on),
  sample      boolean NOT NULL
);
