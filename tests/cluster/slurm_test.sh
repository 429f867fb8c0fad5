#!/usr/bin/env bash
# usage: slurm_test.sh GONGKAI: has a folder read by a Slurm cluster of two nodes on this machine, whose
# dataset must be the one that a single run writes. One task fails at first and is tried again.
# Everything listens on the loopback only, lies in one temporary folder and ends with this script.
# Exit status 77, which CTest takes for "skipped", where Slurm or munge is missing or can't be started.
set -euo pipefail

program=$(realpath "$1")
repository=$(realpath "$(dirname "$0")/../..")
PATH=$PATH:/usr/sbin

skip() {
  echo "skipped: $1"
  exit 77
}
for command in munged slurmctld slurmd sbatch scontrol sqlite3; do
  command -v "$command" >/dev/null || skip "$command is not installed"
done
((EUID == 0)) || skip "slurmd starts jobs as root only"

work=$(mktemp -d /tmp/gongkai_slurm_XXXXXX)
daemons=()
stop() {
  for ((i = ${#daemons[@]} - 1; i >= 0; --i)); do kill "${daemons[i]}" 2>/dev/null || true; done
  wait
  rm -rf "$work"
}
trap stop EXIT

# Waits until a command succeeds.
await() {
  local seconds=$1
  shift
  for ((i = 0; i < seconds * 5; ++i)); do
    "$@" >/dev/null 2>&1 && return 0
    sleep 0.2
  done
  return 1
}

free_ports() {
  python3 - <<'PYTHON'
import socket
sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(3)]
print(*(s.getsockname()[1] for s in sockets))
PYTHON
}

start_munge() {
  install -d -m 700 "$work/munge"
  dd if=/dev/urandom of="$work/munge/key" bs=1024 count=1 status=none
  chmod 600 "$work/munge/key"
  munged --foreground --force --socket="$work/munge/socket" --key-file="$work/munge/key" \
    --pid-file="$work/munge/pid" --log-file="$work/munge/log" --seed-file="$work/munge/seed" \
    >"$work/munge.out" 2>&1 &
  daemons+=($!)
  await 10 test -S "$work/munge/socket" || skip "munged does not start: $(cat "$work/munge.out")"
}

start_slurm() {
  local host ports
  host=$(hostname -s)
  read -ra ports < <(free_ports)
  mkdir -p "$work/state" "$work/spool-n1" "$work/spool-n2"
  cat >"$work/cgroup.conf" <<<"CgroupPlugin=cgroup/v1"  # looks for none, unlike the default
  cat >"$work/slurm.conf" <<CONF
ClusterName=gongkai
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=${ports[0]}
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$work/munge/socket
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool-%n
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd-%n.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=1,batch_sched_delay=0
SlurmdParameters=config_overrides
ReturnToService=2
NodeName=n1 NodeHostname=$host NodeAddr=127.0.0.1 Port=${ports[1]} CPUs=1
NodeName=n2 NodeHostname=$host NodeAddr=127.0.0.1 Port=${ports[2]} CPUs=1
PartitionName=all Nodes=n1,n2 Default=YES State=UP
CONF
  export SLURM_CONF=$work/slurm.conf
  slurmctld -D -c >"$work/slurmctld.log" 2>&1 &
  daemons+=($!)
  for node in n1 n2; do
    slurmd -D -N "$node" >"$work/slurmd-$node.log" 2>&1 &
    daemons+=($!)
  done
  await 20 both_nodes_idle || {
    tail -n 5 "$work"/slurm*.log
    skip "Slurm does not start here"
  }
}

both_nodes_idle() { [[ $(sinfo --noheader --Node --format=%T) == $'idle\nidle' ]]; }
job_ended() { ! squeue --noheader --format=%i | grep -q .; }

# Fails the first time that it is asked for the second part.
make_program_that_fails_once() {
  cat >"$work/gongkai" <<SCRIPT
#!/usr/bin/env bash
if [[ \$* == *"--shard 2/3"* && ! -e $work/failed ]]; then
  touch $work/failed
  exit 1
fi
exec "$program" "\$@"
SCRIPT
  chmod +x "$work/gongkai"
}

start_munge
start_slurm
make_program_that_fails_once
export SOURCE_DATE_EPOCH=1767225600  # document.ingested_at
mkdir "$work/in"
cp -r "$repository"/corpus/{text-conversion,text-conversion-gbk,damaged,shandong-rotated} "$work/in"

GONGKAI=$work/gongkai PAUSE=0 "$repository/cluster/slurm/submit.sh" "$work/in" "$work/merged.db" 3
await 45 job_ended || { squeue; echo "the jobs do not end"; exit 1; }
cat "$work"/merged.db.shards/*.log
[[ -e $work/failed ]] || { echo "no task was tried again"; exit 1; }

"$program" ingest "$work/in" --db "$work/whole.db" --quiet || (($? == 3))
diff <(sqlite3 "$work/whole.db" .dump) <(sqlite3 "$work/merged.db" .dump) >"$work/difference" || {
  head -n 20 "$work/difference"
  echo "the merged dataset is not that of one run"
  exit 1
}
echo "the merged dataset is that of one run"
