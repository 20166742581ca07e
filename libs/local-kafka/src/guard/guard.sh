# Ends what its owner leaves behind. Standard input is a pipe from the owner; the kernel closes it however the
# owner ends, SIGKILL included. Until then it takes one order a line: `add <pid>`, `drop <pid>`, `folder <path>`
# (a throw-away folder to remove at the end) and `forget <path>`. Plain POSIX: dash, and bash 3.2 of macOS.
trap '' HUP INT TERM
pids=
folders=
newline='
'

without() { # $1: lines, $2: the line to leave out
  printf '%s' "$1" | while IFS= read -r entry; do
    [ "$entry" = "$2" ] || printf '%s\n' "$entry"
  done
}

# A guarded process leads its own group: what it started is meant too.
send() { # $1: signal
  found=1
  for pid in $pids; do
    if kill -s "$1" -- "-$pid" || kill -s "$1" "$pid"; then found=0; fi
  done 2>/dev/null
  return $found
}

while IFS= read -r order; do
  argument=${order#* }
  case $order in
    'add '*) pids="$pids$argument$newline" ;;
    'drop '*) pids="$(without "$pids" "$argument")$newline" ;;
    'folder '*) folders="$folders$argument$newline" ;;
    'forget '*) folders="$(without "$folders" "$argument")$newline" ;;
  esac
done

send TERM
waited=0
while [ $waited -lt 25 ] && send 0; do
  sleep 0.2
  waited=$((waited + 1))
done
send KILL

printf '%s' "$folders" | while IFS= read -r folder; do
  case $folder in
    # Only what a throw-away cluster is called, whatever an order may say.
    /*/local-kafka-*) rm -rf -- "$folder" 2>/dev/null || { sleep 1; rm -rf -- "$folder"; } ;;
  esac
done
