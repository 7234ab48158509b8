package io.github.dysample.io.internal.pickle;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.io.internal.pickle.PickleValue.Dict;
import io.github.dysample.io.internal.pickle.PickleValue.Inert;
import io.github.dysample.io.internal.pickle.PickleValue.Instance;
import io.github.dysample.io.internal.pickle.PickleValue.Sequence;
import io.github.dysample.io.internal.pickle.PickleValue.Tuple;

/**
 * Reads the pickle of a checkpoint: the opcodes that protocols 2 to 5 write, on the values of {@link PickleValue} and
 * {@link PickleGlobals}. Any other opcode is refused. Objects of classes become data; nothing is ever looked up by its
 * name, loaded or run.
 *
 * <p>Each step takes constant time or time in proportion to the bytes or stack values it consumes, and never recurses
 * deeper in Java, so a pickle costs time in proportion to its length; the objects it makes are charged to a budget,
 * since one byte can make one.
 */
public final class PickleMachine {
    private static final int MAX_PROTOCOL = 5;
    private static final Tuple EMPTY_TUPLE = new Tuple(new Object[0]);

    private final PickleInput input;
    private final PickleCosts costs;
    private final PickleStack stack;
    private final PickleMemo memo;
    private final PickleGlobals globals;

    private PickleMachine(PickleInput input, PickleCosts costs, PickleGlobals globals) {
        this.input = input;
        this.costs = costs;
        this.globals = globals;
        stack = new PickleStack(input, costs);
        memo = new PickleMemo(input, costs);
    }

    /** The value that a pickle describes; its objects are charged to the costs. */
    public static Object load(PickleInput input, PickleCosts costs, PickleGlobals globals) throws FileFormatException {
        return new PickleMachine(input, costs, globals).run();
    }

    private Object run() throws FileFormatException {
        if (input.opcode() != 0x80) {
            throw input.fault("the pickle does not begin with a protocol number");
        }
        protocol();
        for (int opcode = input.opcode(); opcode != '.'; opcode = input.opcode()) {
            step(opcode);
        }
        Object result = stack.pop();
        if (!stack.isEmpty() || input.hasRemaining()) {
            throw input.fault("the pickle stops with values or bytes left over");
        }
        return result;
    }

    private void protocol() throws FileFormatException {
        int protocol = input.unsignedByte();
        if (protocol < 2 || protocol > MAX_PROTOCOL) {
            throw input.fault("pickle protocol " + protocol + " is not supported, only 2 to " + MAX_PROTOCOL);
        }
    }

    private void step(int opcode) throws FileFormatException {
        switch (opcode) {
            // Numbers, text, constants.
            case 'N' -> stack.push(Inert.VALUE); // NONE
            case 0x88 -> stack.push(true); // NEWTRUE
            case 0x89 -> stack.push(false); // NEWFALSE
            case 'J' -> pushNumber(input.int32()); // BININT
            case 'K' -> pushNumber(input.unsignedByte()); // BININT1
            case 'M' -> pushNumber(input.unsignedShort()); // BININT2
            case 0x8a -> pushInteger(input.unsignedByte()); // LONG1
            case 0x8b -> skipBytes(Integer.toUnsignedLong(input.int32())); // LONG4
            case 'G' -> skipBytes(Double.BYTES); // BINFLOAT
            case 'X' -> stack.push(input.text(Integer.toUnsignedLong(input.int32()))); // BINUNICODE
            case 0x8c -> stack.push(input.text(input.unsignedByte())); // SHORT_BINUNICODE
            case 0x8d -> stack.push(input.text(input.int64())); // BINUNICODE8
            case 'C' -> skipBytes(input.unsignedByte()); // SHORT_BINBYTES
            case 'B' -> skipBytes(Integer.toUnsignedLong(input.int32())); // BINBYTES
            case 0x8e, 0x96 -> skipBytes(input.int64()); // BINBYTES8, BYTEARRAY8

            // Tuples, lists, dicts.
            case '(' -> stack.mark(); // MARK
            case ')' -> stack.push(EMPTY_TUPLE); // EMPTY_TUPLE
            case 't' -> pushTuple(stack.popToMark()); // TUPLE
            case 0x85, 0x86, 0x87 -> pushTuple(stack.pop(opcode - 0x84)); // TUPLE1 to TUPLE3
            case ']', 0x8f -> { // EMPTY_LIST, EMPTY_SET
                costs.object();
                stack.push(new Sequence());
            }
            case 'a' -> append(stack.pop(1)); // APPEND
            case 'e', 0x90 -> append(stack.popToMark()); // APPENDS, ADDITEMS
            case 0x91 -> { // FROZENSET
                Object[] items = stack.popToMark();
                costs.object();
                Sequence set = new Sequence();
                set.append(items, costs);
                stack.push(set);
            }
            case '}' -> { // EMPTY_DICT
                costs.object();
                stack.push(new Dict());
            }
            case 's' -> setItems(stack.pop(2)); // SETITEM
            case 'u' -> setItems(stack.popToMark()); // SETITEMS

            // The memo, and frames, which only matter to streams.
            case 'q' -> memo.put(input.unsignedByte(), stack.peek()); // BINPUT
            case 'r' -> memo.put(input.int32(), stack.peek()); // LONG_BINPUT
            case 0x94 -> memo.append(stack.peek()); // MEMOIZE
            case 'h' -> stack.push(memo.get(input.unsignedByte())); // BINGET
            case 'j' -> stack.push(memo.get(input.int32())); // LONG_BINGET
            case 0x95 -> input.require(input.int64()); // FRAME
            case '0' -> stack.pop(); // POP
            case '1' -> stack.popToMark(); // POP_MARK

            // Globals and their use.
            case 'c' -> stack.push(global(input.line(), input.line())); // GLOBAL
            case 0x93 -> { // STACK_GLOBAL
                Object[] names = stack.pop(2);
                if (!(names[0] instanceof String module && names[1] instanceof String name)) {
                    throw input.fault("the pickle names a global by something other than text");
                }
                stack.push(global(module, name));
            }
            case 'R', 0x81 -> { // REDUCE, NEWOBJ
                Object[] pair = stack.pop(2);
                stack.push(globals.call(pair[0], pair[1]));
            }
            case 0x92 -> { // NEWOBJ_EX
                Object[] parts = stack.pop(3);
                stack.push(globals.call(parts[0], parts[1]));
            }
            case 'Q' -> stack.push(globals.persistent(stack.pop())); // BINPERSID
            case 'b' -> build(stack.pop(2)); // BUILD
            default -> throw input.fault(String.format(
                    "the pickle uses opcode 0x%02x, which protocols 2 to %d do not write", opcode, MAX_PROTOCOL));
        }
    }

    private Object global(String module, String name) throws FileFormatException {
        costs.text(module.length() + name.length());
        return globals.find(module + "." + name);
    }

    private void pushTuple(Object[] items) throws FileFormatException {
        costs.tuple(items.length);
        stack.push(new Tuple(items));
    }

    private void pushInteger(int length) throws FileFormatException {
        costs.object();
        Long value = input.integer(length);
        stack.push(value == null ? Inert.VALUE : value);
    }

    private void pushNumber(long value) throws FileFormatException {
        costs.object();
        stack.push(value);
    }

    private void skipBytes(long length) throws FileFormatException {
        input.skip(length);
        stack.push(Inert.VALUE);
    }

    private void append(Object[] items) throws FileFormatException {
        switch (stack.peek()) {
            case Sequence list -> list.append(items, costs);
            case Instance instance -> instance.itemsToFill(costs).append(items, costs);
            case Inert _ -> { }
            default -> throw input.fault(
                    "the pickle appends " + items.length + " values to something that is not a list or set");
        }
    }

    private void setItems(Object[] keysAndValues) throws FileFormatException {
        Dict dict = switch (stack.peek()) {
            case Dict plain -> plain;
            case Instance instance -> instance.entriesToFill(costs);
            case Inert _ -> null;
            default -> throw input.fault("the pickle sets items on something that is not a dict");
        };
        if (keysAndValues.length % 2 != 0) {
            throw input.fault("the pickle sets a key without a value");
        }
        for (int i = 0; i < keysAndValues.length && dict != null; i += 2) {
            switch (keysAndValues[i]) {
                case String name -> dict.put(name, keysAndValues[i + 1], costs);
                case Long number -> dict.put(number, keysAndValues[i + 1], costs);
                default -> { }
            }
        }
    }

    /**
     * The state of an object. What a dict or a tensor has besides its elements, such as {@code _metadata}, is dropped.
     */
    private void build(Object[] targetAndState) throws FileFormatException {
        if (targetAndState[0] instanceof Instance instance) {
            instance.setState(targetAndState[1], costs);
        } else if (targetAndState[0] instanceof String || targetAndState[0] instanceof Long) {
            throw input.fault("the pickle sets the state of something that has none");
        }
        stack.push(targetAndState[0]);
    }
}
