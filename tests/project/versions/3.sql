PRAGMA application_id = 1129074764;
PRAGMA user_version = 3;
BEGIN TRANSACTION;
CREATE TABLE blobs (
    name TEXT PRIMARY KEY,
    content BLOB NOT NULL
);
INSERT INTO "blobs" VALUES('c80e590b55ccaba246df6d7c30ac4031a945eaf2950d630c89872ac30fe0352a',X'BE06033F9751733F949E133EB1DA723F5FA89F3E3FBED83E51E4533F8D82D13E2CB20C3FA6C3E13C3CE6403FC3C3093F98D2A83E77D6493F5A3C9B3EE030E83E3A42093ED364CE3E9256503EEF4D863EE617403FBD918F3EF46AF83E98117B3F2A2F763FD58B393FD88D0A3FAFC48D3EF681243E084D783F121D043FF34AED3D069D1F3FB4D4463FC9ED1C3F06D46A3F');
INSERT INTO "blobs" VALUES('caba7cb87ea2a25783079e0b86f384709039fe3b0436a38320ec03cd8b0d608f',X'07F2853ED5D3983E1971503F6D3EBC3D30A0193FF1823A3F2469403E6EE1613DC9C88C3E884D283FA4F00F3FECA9193EC881DD3E11572B3F3C77D83E5F18223FE2A9773F56DD2E3F0D83C83E23BF3F3EC221B13E38D5023F4D26643F5C8B463F1CE4A23E7B996C3F1A1BF13E2E9A313F818FDB3DEF1AD63DD3C04E3E4B6B623F20082E3F8D67593FC6F9243F5326D03E');
INSERT INTO "blobs" VALUES('3ba8d02b16fd2a01c1a8ba1a1f036d7ce386ed953696fa57331c2ac48a80b255',X'736576656E');
INSERT INTO "blobs" VALUES('477e3f7d93b797f24952ac1a05fd3cb109a88d799f9d7cdc203e9906a95d4501',X'616E206F7665726C6179');
INSERT INTO "blobs" VALUES('674f849610a8e557f897ed7f871ea500e68d0a339a362ba525a62de3ebfbe22b',X'6120706C617465');
CREATE TABLE history (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    made_at TEXT NOT NULL,
    shot_id INTEGER,
    frame INTEGER,
    is_undone INTEGER NOT NULL DEFAULT 0
);
INSERT INTO "history" VALUES(1,'Add clip','2026-11-22T05:34:12.410074+00:00',NULL,NULL,0);
INSERT INTO "history" VALUES(2,'Add walker','2026-11-22T05:34:12.428949+00:00',1,NULL,0);
INSERT INTO "history" VALUES(3,'Add track','2026-11-22T05:34:12.613732+00:00',1,3,0);
INSERT INTO "history" VALUES(4,'Change walker','2026-11-22T05:34:12.641406+00:00',1,NULL,0);
INSERT INTO "history" VALUES(5,'Draw ellipse','2026-11-22T05:34:12.657171+00:00',1,NULL,0);
INSERT INTO "history" VALUES(6,'Draw stroke','2026-11-22T05:34:12.702738+00:00',1,5,0);
INSERT INTO "history" VALUES(7,'Change stroke','2026-11-22T05:34:12.713692+00:00',1,5,0);
INSERT INTO "history" VALUES(8,'Set matte','2026-11-22T05:34:12.727272+00:00',1,7,0);
INSERT INTO "history" VALUES(9,'Solve for an overlay','2026-11-22T05:34:12.745233+00:00',1,NULL,0);
INSERT INTO "history" VALUES(10,'Bring in clean plate','2026-11-22T05:34:12.760890+00:00',1,4,0);
INSERT INTO "history" VALUES(11,'Set note','2026-11-22T05:34:12.764596+00:00',NULL,NULL,0);
INSERT INTO "history" VALUES(12,'Set note','2026-11-22T05:34:12.772586+00:00',NULL,NULL,1);
CREATE TABLE history_rows (
    step_id INTEGER NOT NULL REFERENCES history ON DELETE CASCADE,
    table_name TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    image TEXT,
    PRIMARY KEY (step_id, table_name, row_id)
) WITHOUT ROWID;
INSERT INTO "history_rows" VALUES(1,'media',1,NULL);
INSERT INTO "history_rows" VALUES(1,'shots',1,NULL);
INSERT INTO "history_rows" VALUES(2,'objects',1,NULL);
INSERT INTO "history_rows" VALUES(3,'tracks',1,NULL);
INSERT INTO "history_rows" VALUES(4,'objects',1,'{"id":1,"shot_id":1,"position":1,"parameters":"{\"colour\":[255,64,64],\"engine\":\"auto\",\"is_locked\":false,\"main\":{\"direction_deg\":0.0,\"feather\":0.0,\"grow\":0.0,\"reach\":0.0},\"name\":\"walker\",\"reflection\":{\"direction_deg\":0.0,\"feather\":0.0,\"grow\":0.0,\"reach\":0.0},\"shadow\":{\"direction_deg\":0.0,\"feather\":0.0,\"grow\":0.0,\"reach\":0.0}}"}');
INSERT INTO "history_rows" VALUES(5,'shapes',1,NULL);
INSERT INTO "history_rows" VALUES(6,'strokes',1,NULL);
INSERT INTO "history_rows" VALUES(7,'strokes',1,'{"id":1,"object_id":1,"position":2,"first_frame":5,"last_frame":5,"parameters":"{\"hardness\":1.0,\"is_erasing\":false,\"matte_class\":\"main\",\"pressure\":\"size\",\"size\":0.05,\"span\":{\"first\":5,\"last\":5}}","points_blob":"c80e590b55ccaba246df6d7c30ac4031a945eaf2950d630c89872ac30fe0352a"}');
INSERT INTO "history_rows" VALUES(8,'mattes',1,NULL);
INSERT INTO "history_rows" VALUES(9,'overlays',1,NULL);
INSERT INTO "history_rows" VALUES(10,'plates',1,NULL);
INSERT INTO "history_rows" VALUES(11,'settings',1,NULL);
INSERT INTO "history_rows" VALUES(12,'settings',1,'{"id":1,"name":"note","value":"1"}');
CREATE TABLE mattes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    object_id INTEGER NOT NULL REFERENCES objects DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    first_frame INTEGER NOT NULL,
    last_frame INTEGER NOT NULL,
    matte_class TEXT NOT NULL,
    parameters TEXT NOT NULL,
    picture_blob TEXT NOT NULL REFERENCES blobs DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (object_id, matte_class, first_frame),
    CHECK (first_frame = last_frame)
);
INSERT INTO "mattes" VALUES(1,1,3,7,7,'main','{"confidence":null,"frame":7,"made_from":null,"matte_class":"main","seeds":[],"state":"imported"}','3ba8d02b16fd2a01c1a8ba1a1f036d7ce386ed953696fa57331c2ac48a80b255');
CREATE TABLE media (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    absolute TEXT NOT NULL,
    relative TEXT,
    size_bytes INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    pixel_aspect TEXT NOT NULL,
    frame_count INTEGER NOT NULL,
    rate TEXT NOT NULL
);
INSERT INTO "media" VALUES(1,'/gone.mov','gone.mov',1,'0',640,360,'1',1000,'25');
CREATE TABLE objects (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    shot_id INTEGER NOT NULL REFERENCES shots DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    parameters TEXT NOT NULL
);
INSERT INTO "objects" VALUES(1,1,1,'{"colour":[255,64,64],"engine":"auto","is_locked":false,"main":{"direction_deg":0.0,"feather":0.0,"grow":0.0,"reach":0.0},"name":"walker ü","reflection":{"direction_deg":0.0,"feather":0.0,"grow":0.0,"reach":0.0},"shadow":{"direction_deg":45.0,"feather":0.2,"grow":0.1,"reach":0.3}}');
CREATE TABLE overlays (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    object_id INTEGER NOT NULL UNIQUE REFERENCES objects DEFERRABLE INITIALLY DEFERRED,
    content_blob TEXT NOT NULL REFERENCES blobs DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO "overlays" VALUES(1,1,'477e3f7d93b797f24952ac1a05fd3cb109a88d799f9d7cdc203e9906a95d4501');
CREATE TABLE plates (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    shot_id INTEGER NOT NULL REFERENCES shots DEFERRABLE INITIALLY DEFERRED,
    frame INTEGER NOT NULL,
    origin TEXT NOT NULL,
    is_linear INTEGER NOT NULL,
    picture_blob TEXT NOT NULL REFERENCES blobs DEFERRABLE INITIALLY DEFERRED,
    UNIQUE (shot_id, frame)
);
INSERT INTO "plates" VALUES(1,1,4,'brought',1,'674f849610a8e557f897ed7f871ea500e68d0a339a362ba525a62de3ebfbe22b');
CREATE TABLE settings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL
);
INSERT INTO "settings" VALUES(1,'note','{"numbers":[1,0.1,null,true],"text":"naïve"}');
CREATE TABLE shapes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    object_id INTEGER NOT NULL REFERENCES objects DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    first_frame INTEGER,
    last_frame INTEGER,
    parameters TEXT NOT NULL
);
INSERT INTO "shapes" VALUES(1,1,1,NULL,NULL,'{"is_closed":true,"keys":[{"box":{"feathers":[0.0,0.0,0.0,0.0],"height":0.4,"rotation_deg":0.0,"width":0.3,"x":0.2,"y":0.5},"frame":0,"interpolation":"linear","points":[]},{"box":{"feathers":[0.0,0.0,0.0,0.0],"height":0.4,"rotation_deg":0.0,"width":0.3,"x":0.4,"y":0.5},"frame":20,"interpolation":"linear","points":[]}],"kind":"ellipse","line_width":0.0,"matte_class":"main","name":"","operation":"add","span":{"first":null,"last":null},"track":null}');
CREATE TABLE shots (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    media_id INTEGER NOT NULL REFERENCES media DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    first_frame INTEGER NOT NULL,
    last_frame INTEGER NOT NULL,
    handles INTEGER NOT NULL
);
INSERT INTO "shots" VALUES(1,1,1,'shot',0,999,0);
CREATE TABLE strokes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    object_id INTEGER NOT NULL REFERENCES objects DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    first_frame INTEGER,
    last_frame INTEGER,
    parameters TEXT NOT NULL,
    points_blob TEXT NOT NULL REFERENCES blobs DEFERRABLE INITIALLY DEFERRED
);
INSERT INTO "strokes" VALUES(1,1,2,5,5,'{"hardness":1.0,"is_erasing":false,"matte_class":"main","pressure":"size","size":0.05,"span":{"first":5,"last":5}}','caba7cb87ea2a25783079e0b86f384709039fe3b0436a38320ec03cd8b0d608f');
CREATE TABLE tracks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    shot_id INTEGER NOT NULL REFERENCES shots DEFERRABLE INITIALLY DEFERRED,
    parameters TEXT NOT NULL
);
INSERT INTO "tracks" VALUES(1,1,'{"name":"","reference_frame":3,"region":[[0.1,0.1],[0.9,0.1],[0.5,0.3333333333333333]],"steps":[{"error":0.0,"frame":3,"homography":[1.0,0,0,0,1.0,0,0,0,1.0]}]}');
CREATE TABLE view (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO "view" VALUES('frame','12');
CREATE INDEX plates_of_shot ON plates (shot_id, frame);
CREATE INDEX history_undone ON history (id) WHERE is_undone;
CREATE INDEX shots_of_media ON shots (media_id);
CREATE INDEX tracks_of_shot ON tracks (shot_id);
CREATE INDEX objects_of_shot ON objects (shot_id);
CREATE INDEX shapes_of_object ON shapes (object_id, first_frame, last_frame, position);
CREATE INDEX strokes_of_object ON strokes (object_id, first_frame, last_frame, position);
CREATE INDEX mattes_of_object ON mattes (object_id, first_frame, last_frame, position);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('media',1);
INSERT INTO "sqlite_sequence" VALUES('shots',1);
INSERT INTO "sqlite_sequence" VALUES('history',12);
INSERT INTO "sqlite_sequence" VALUES('objects',1);
INSERT INTO "sqlite_sequence" VALUES('tracks',1);
INSERT INTO "sqlite_sequence" VALUES('shapes',1);
INSERT INTO "sqlite_sequence" VALUES('strokes',1);
INSERT INTO "sqlite_sequence" VALUES('mattes',1);
INSERT INTO "sqlite_sequence" VALUES('overlays',1);
INSERT INTO "sqlite_sequence" VALUES('plates',1);
INSERT INTO "sqlite_sequence" VALUES('settings',1);
COMMIT;
