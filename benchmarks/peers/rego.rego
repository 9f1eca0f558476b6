# The rules of pack3.yaml. The children of each unit are gathered once: asking each unit for them
# anew, which reads better, takes a hundred times as long.
package structure

import rego.v1

children[unit.parent] contains unit.id if some unit in input.units

below := {parent: ids | some parent, ids in children}

within_third := graph.reachable(below, {"u000003"})

breach contains ["THREE1", unit.id] if {
	some unit in input.units
	"field" in unit.tags
	unit.parent in within_third
}

breach contains ["THREE2", unit.id] if {
	some unit in input.units
	not regex.match(`^Unit [0-9]{6,} of Something$`, unit.name)
}

breach contains ["THREE3", parent] if {
	some parent, ids in children
	count(ids) > 8
}
