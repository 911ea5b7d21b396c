-- The files that governance keeps: a document version's own, and what shows a signature that was given elsewhere.
alter table governance.document_version add constraint document_version_file_id_fkey foreign key (file_id) references platform.file (id) on delete restrict;
alter table governance.signature add constraint signature_evidence_file_id_fkey foreign key (evidence_file_id) references platform.file (id) on delete restrict;
