package io.github.dysample.io.internal.pickle;

import io.github.dysample.io.FileFormatException;
import io.github.dysample.io.internal.pickle.PickleValue.Dict;
import io.github.dysample.io.internal.pickle.PickleValue.Inert;
import io.github.dysample.io.internal.pickle.PickleValue.Tuple;

/**
 * Runs the pickle of a checkpoint: the opcodes of protocols 2 to 5 that {@code torch.save} emits for dicts of tensors
 * and plain data, on the values of {@link PickleValue} and {@link PickleGlobals}. Any other opcode is refused.
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
            case 'N' -> stack.push(Inert.OTHER); // NONE
            case 0x88 -> stack.push(true); // NEWTRUE
            case 0x89 -> stack.push(false); // NEWFALSE
            case 'J' -> pushNumber(input.int32()); // BININT
            case 'K' -> pushNumber(input.unsignedByte()); // BININT1
            case 'M' -> pushNumber(input.unsignedShort()); // BININT2
            case 0x8a -> pushInteger(input.unsignedByte()); // LONG1
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
            case ']', 0x8f -> stack.push(Inert.LIST); // EMPTY_LIST, EMPTY_SET
            case 'a' -> append(stack.pop(1)); // APPEND
            case 'e', 0x90 -> append(stack.popToMark()); // APPENDS, ADDITEMS
            case 0x91 -> { // FROZENSET
                stack.popToMark();
                stack.push(Inert.OTHER);
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

            // Globals and their use.
            case 'c' -> stack.push(globals.find(input.line() + "." + input.line())); // GLOBAL
            case 0x93 -> { // STACK_GLOBAL
                Object[] names = stack.pop(2);
                if (!(names[0] instanceof String module && names[1] instanceof String name)) {
                    throw input.fault("the pickle names a global by something other than text");
                }
                stack.push(globals.find(module + "." + name));
            }
            case 'R' -> { // REDUCE
                Object[] pair = stack.pop(2);
                stack.push(globals.call(pair[0], pair[1]));
            }
            case 'Q' -> stack.push(globals.persistent(stack.pop())); // BINPERSID
            case 'b' -> build(stack.pop(2)); // BUILD
            default -> throw input.fault(String.format(
                    "the pickle uses opcode 0x%02x, which a checkpoint of plain tensors does not need", opcode));
        }
    }

    private void pushTuple(Object[] items) throws FileFormatException {
        costs.tuple(items.length);
        stack.push(new Tuple(items));
    }

    private void pushInteger(int length) throws FileFormatException {
        costs.object();
        Long value = input.integer(length);
        stack.push(value == null ? Inert.OTHER : value);
    }

    private void pushNumber(long value) throws FileFormatException {
        costs.object();
        stack.push(value);
    }

    private void skipBytes(long length) throws FileFormatException {
        input.skip(length);
        stack.push(Inert.OTHER);
    }

    private void append(Object[] items) throws FileFormatException {
        if (stack.peek() != Inert.LIST) {
            throw input.fault(
                    "the pickle appends " + items.length + " values to something that is not a list or set");
        }
    }

    private void setItems(Object[] keysAndValues) throws FileFormatException {
        if (!(stack.peek() instanceof Dict dict) || keysAndValues.length % 2 != 0) {
            throw input.fault("the pickle sets items on something that is not a dict, or a key without a value");
        }
        for (int i = 0; i < keysAndValues.length; i += 2) {
            if (keysAndValues[i] instanceof String name) {
                costs.entry(dict.entries().isEmpty());
                dict.put(name, keysAndValues[i + 1]);
            }
        }
    }

    /** Attributes of an OrderedDict, such as the {@code _metadata} of a state dict: dropped. */
    private void build(Object[] targetAndState) throws FileFormatException {
        if (!(targetAndState[0] instanceof Dict)) {
            throw input.fault("the pickle sets attributes of something that is not an OrderedDict");
        }
        stack.push(targetAndState[0]);
    }
}
