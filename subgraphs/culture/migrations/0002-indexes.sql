-- What lies in a box around a place.
CREATE INDEX monuments_position ON monuments (lat, lng);
CREATE INDEX museums_position ON museums (lat, lng);
CREATE INDEX libraries_position ON libraries (lat, lng);
CREATE INDEX venues_position ON venues (lat, lng);

-- What belongs to an area or a code, by id.
CREATE INDEX monuments_area ON monuments (area, id);
CREATE INDEX museums_area ON museums (area, id);
CREATE INDEX libraries_area ON libraries (area, id);
CREATE INDEX venues_area ON venues (area, id);
CREATE INDEX monuments_code ON monuments (classified_code, id);

-- Keyset pages: the very expressions by which the subgraph orders its lists, so that a page is read where it begins.
CREATE INDEX monuments_by_number ON monuments ((coalesce(wh_mo_id::float8, 'Infinity')), id);
CREATE INDEX museums_by_fee ON museums ((coalesce(fee_mop::float8, 'Infinity')), id);
CREATE INDEX venues_by_capacity ON venues ((coalesce(-capacity::float8, 'Infinity')), id);

-- The newest few of each museum, monument, event or library.
CREATE INDEX exhibitions_newest
  ON exhibitions (museum_id, (-((opens_on - date '1970-01-01')::float8)), id);
CREATE INDEX museum_visitors_newest
  ON museum_visitors (museum_id, (-((day - date '1970-01-01')::float8)), id);
CREATE INDEX condition_surveys_newest
  ON condition_surveys (monument_id, (-((surveyed_on - date '1970-01-01')::float8)), id);
CREATE INDEX event_programmes_newest
  ON event_programmes (event_id, (-((embargoed_until - date '1970-01-01')::float8)), id);
CREATE INDEX library_loans_newest
  ON library_loans (library_id, (-((lent_on - date '1970-01-01')::float8)), id);
