// SPDX-FileCopyrightText: 2026 The maintkit authors
// SPDX-License-Identifier: MIT

// The recipe of pretalx, as its administrator's documentation and its own reading of settings have it. It is built in;
// it is also the example to start another one from: `maintkit backup create --recipe FILE`.
#ifndef MAINTKIT_BACKUP_PRETALX_RECIPE_HPP
#define MAINTKIT_BACKUP_PRETALX_RECIPE_HPP

#include <maintkit/detail/config.hpp>

#include <string_view>

namespace maintkit {
inline namespace MAINTKIT_ABI_NAMESPACE {
namespace backup {

inline constexpr std::string_view pretalx_recipe = R"ini([application]
name = pretalx
scheme = calver
package = pretalx
user = pretalx
directory = {directory}

[installed]
file = {venv}/lib/python3*/site-packages/pretalx-*.dist-info/METADATA
field = Version

# If the variable is set and not empty, only its file is read, and it must be there.
[config]
files =
    /etc/pretalx/pretalx.cfg
    {home}/.pretalx.cfg
    {directory}/pretalx.cfg
instead = PRETALX_CONFIG_FILE

# The environment beats the files, but not for the data directory.
[settings]
home = /var/pretalx
directory = {home}
venv = {home}/venv
python = {venv}/bin/python
base = {venv}/lib/python3*/site-packages | filesystem.base
data = {base}/data | $PRETALX_DATA_DIR | filesystem.data
media = {data}/media | filesystem.media | $PRETALX_FILESYSTEM_MEDIA
secret = | site.secret
db_backend = sqlite3 | database.backend | $PRETALX_DB_TYPE
db_name = {data}/db.sqlite3 | database.name | $PRETALX_DB_NAME
db_user = | database.user | $PRETALX_DB_USER
db_password = | database.password | $PRETALX_DB_PASS
db_host = | database.host | $PRETALX_DB_HOST
db_port = | database.port | $PRETALX_DB_PORT
health = http://127.0.0.1:8345/healthcheck/

[database]
kind = {db_backend}
name = {db_name}
host = {db_host}
port = {db_port}
user = {db_user}
password = {db_password}

# Not saved: static files and HTML exports (rebuilt), logs, redis (a cache).
[files media]
path = {media}

[files templates]
path = {data}/templates
optional = yes

[files secret]
path = {data}/.secret
unless = {secret}

[files config]
path = {config}
optional = yes

[environment]
HOME = {home}
PRETALX_NO_INITIAL_LOG = 1

[extras]
postgresql = postgres
mysql = mysql

[health]
url = {health}

[step backup]
do = backup

[step install]
run = {python} -m pip install --upgrade-strategy eager -U {requirement}

[step check]
run = {python} -m pretalx check --deploy

[step migrate]
run = {python} -m pretalx migrate

# From 2023.1 the packages came without the built frontend, from 2026.2 they bring it; sources never do.
[step rebuild]
run = {python} -m pretalx rebuild
before = 2023.1.0

[step rebuild-frontend]
run = {python} -m pretalx rebuild --npm-install
from = 2023.1.0
before = 2026.2.0

[step rebuild-packaged]
run = {python} -m pretalx rebuild
from = 2026.2.0
source = no

[step rebuild-source]
run = {python} -m pretalx rebuild --npm-install
from = 2026.2.0
source = yes

# Dropped in 2024.3.0: not needed any more.
[step regenerate-css]
run = {python} -m pretalx regenerate_css
before = 2024.3.0

[step restart-web]
run = systemctl restart pretalx-web
user = root

[step restart-worker]
run = systemctl restart pretalx-worker
user = root
if_file =
    /etc/systemd/system/pretalx-worker.service
    /usr/local/lib/systemd/system/pretalx-worker.service
    /usr/lib/systemd/system/pretalx-worker.service
    /lib/systemd/system/pretalx-worker.service

[step health]
do = health
)ini";

}  // namespace backup
}  // namespace MAINTKIT_ABI_NAMESPACE
}  // namespace maintkit

#endif  // MAINTKIT_BACKUP_PRETALX_RECIPE_HPP
