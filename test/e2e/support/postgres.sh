# A PostgreSQL in a folder of its own, reached by a socket there, until standard input ends: the kernel sees to that
# however its owner ends. Before that it takes `stop`, `start` and `kill`, and says `ready` or `stopped`.
trap '' HUP INT TERM
bin=$1
folder=$(mktemp -d /tmp/postgres-XXXXXX) || exit 1
remove() { rm -rf -- "$folder"; }

"$bin/initdb" -D "$folder/data" -U test -A trust -E UTF8 --no-sync >"$folder/initdb.log" 2>&1 ||
  { cat "$folder/initdb.log" >&2; remove; exit 1; }

server() {
  "$bin/pg_ctl" "$1" -D "$folder/data" -w -s -t 60 -m "${2:-fast}" -l "$folder/log" \
    -o "-k $folder -c listen_addresses= -c fsync=off -c max_connections=50" </dev/null
}

echo "folder $folder"
server start && echo ready
while IFS= read -r order; do
  case $order in
    start) server start && echo ready ;;
    stop) server stop && echo stopped ;;
    kill) server stop immediate && echo stopped ;;
  esac
done
server stop immediate
remove
