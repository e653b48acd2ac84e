"""Database servers that the tests start, for themselves: on a socket, as the user they require."""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from tests.queries.statements import create_indexes, create_table, rows_of
from tests.schemas import SCHEMAS

START_TIMEOUT_SECONDS = 60


class Server:
    """A server with all tables. `user` runs it if root runs the tests."""

    user = None

    def __init__(self, folder_of, scratch):
        # Other users cannot reach `scratch`.
        self._folder = Path(tempfile.mkdtemp(prefix="tpch-server-"))
        if os.geteuid() == 0:
            shutil.chown(self._folder, self.user)
        self._log = (scratch / "log").open("w+")
        self._process = None
        try:
            self._start()
            self._load(folder_of("csv"))
        except BaseException:
            self.close()
            raise

    def rows(self, sql):
        return rows_of(self._execute(sql))

    def close(self):
        if self._process:
            self._process.terminate()
            self._process.wait()
        self._log.close()
        shutil.rmtree(self._folder)

    def _start(self):
        assert self._popen(self._set_up()).wait() == 0, self._read_log()
        self._process = self._popen(self._command())
        end = time.monotonic() + START_TIMEOUT_SECONDS
        while self._ask("SELECT 1").returncode != 0:
            assert time.monotonic() < end and self._process.poll() is None, self._read_log()
            time.sleep(0.2)

    def _popen(self, command):
        prefix = ["runuser", "-u", self.user, "--"] if os.geteuid() == 0 else []
        return subprocess.Popen([*prefix, *map(str, command)], stdout=self._log, stderr=self._log,
                                cwd="/", env=os.environ | {"TMPDIR": str(self._folder)})

    def _read_log(self):
        self._log.seek(0)
        return self._log.read()

    def _ask(self, sql):
        return subprocess.run([*map(str, self._client()), sql], capture_output=True, text=True)

    def _execute(self, sql):
        result = self._ask(sql)
        assert result.returncode == 0, f"{sql}\n{result.stderr}"
        return result.stdout


class PostgreSql(Server):
    user = "postgres"

    def uri(self):
        return f"postgresql://tpch@/postgres?host={self._folder}"

    def _set_up(self):
        return [self._program("initdb"), "-D", self._folder / "data", "-U", "tpch", "-A", "trust",
                "-E", "UTF8", "--locale", "C", "--no-sync"]

    def _command(self):
        settings = ("listen_addresses=", f"unix_socket_directories={self._folder}", "fsync=off",
                    "max_wal_size=4GB", "shared_buffers=512MB", "work_mem=256MB",
                    "maintenance_work_mem=1GB")
        return [self._program("postgres"), "-D", self._folder / "data",
                *(word for setting in settings for word in ("-c", setting))]

    def _program(self, name):
        # Debian's are not in PATH.
        return shutil.which(name) or max(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))

    def _client(self):
        return ["psql", "-h", self._folder, "-U", "tpch", "-d", "postgres", "--no-psqlrc",
                "--quiet", "--no-align", "--tuples-only", "--field-separator=\t",
                "--pset=null=NULL", "--set=ON_ERROR_STOP=1", "--command"]

    def _load(self, files):
        for table in SCHEMAS:
            self._execute(create_table(table))
            self._execute(f"\\copy {table} FROM '{files / table}.csv' CSV HEADER")
        for statement in [*create_indexes(), "VACUUM ANALYZE"]:
            self._execute(statement)


class MariaDb(Server):
    user = "mysql"

    def _set_up(self):
        return ["mariadb-install-db", "--no-defaults", f"--datadir={self._folder}/data",
                "--auth-root-authentication-method=normal"]

    def _command(self):
        return [shutil.which("mariadbd") or "/usr/sbin/mariadbd", "--no-defaults",
                f"--datadir={self._folder}/data", f"--socket={self._folder}/socket",
                "--skip-networking", "--innodb-buffer-pool-size=1G",
                "--innodb-flush-log-at-trx-commit=0", "--character-set-server=utf8mb4",
                "--collation-server=utf8mb4_bin"]

    def _client(self):
        # Every installation has the database `test`.
        return ["mariadb", "--no-defaults", f"--socket={self._folder}/socket", "--user=root",
                "--database=test", "--local-infile", "--batch", "--skip-column-names", "--execute"]

    def _load(self, files):
        for table in SCHEMAS:
            self._execute(create_table(table))
            self._execute(f"LOAD DATA LOCAL INFILE '{files / table}.csv' INTO TABLE {table} FIELDS "
                          "TERMINATED BY ',' OPTIONALLY ENCLOSED BY '\"' IGNORE 1 LINES")
        for statement in [*create_indexes(), f"ANALYZE TABLE {', '.join(SCHEMAS)}"]:
            self._execute(statement)
