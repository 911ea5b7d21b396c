-- Why a person decided that new limits start at a note: kept beside the note itself, which is short because it stands on the chart.
alter table indicators.annotation add column reason text;
