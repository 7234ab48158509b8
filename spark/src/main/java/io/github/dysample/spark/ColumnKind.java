package io.github.dysample.spark;

import io.github.dysample.DySampleConfig;
import java.util.Arrays;
import org.apache.spark.ml.image.ImageSchema;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** What a column may hold; the column that comes out is of the same kind. */
enum ColumnKind {
    /** Maps as {@code struct<shape:array<int>,data:array<float>>}. */
    MAP(new StructType()
            .add("shape", new ArrayType(DataTypes.IntegerType, false))
            .add("data", new ArrayType(DataTypes.FloatType, false))) {
        @Override
        Cells cells() {
            return new MapCells();
        }
    },
    /** Pictures as Spark's own data source reads them. */
    PICTURE(ImageSchema.columnSchema()) {
        @Override
        Cells cells() {
            return new PictureCells();
        }

        @Override
        void check(DySampleConfig config) {
            int outputs = config.outputChannels();
            if (!PictureMode.isOfSomePicture(outputs)) {
                throw new IllegalArgumentException("the layer makes " + outputs + " channels (" + config
                        + "), and a picture has 1, 3 or 4: give the maps inside a network as "
                        + MAP.type.catalogString());
            }
        }
    },
    /** The contents of {@code .npy} files. */
    NPY(DataTypes.BinaryType) {
        @Override
        Cells cells() {
            return new NpyCells();
        }
    };

    private final DataType type;

    ColumnKind(DataType type) {
        this.type = type;
    }

    /** {@return the type of the column that comes out} */
    DataType type() {
        return type;
    }

    /** {@return what reads the cells of one task} */
    abstract Cells cells();

    /**
     * Checks before a job that a layer makes what the column holds.
     *
     * @throws IllegalArgumentException if it does not
     */
    void check(DySampleConfig config) {}

    /**
     * {@return the kind of a column}
     *
     * @throws IllegalArgumentException if the column is of none; the message has its type and those that can be read
     */
    static ColumnKind of(String column, DataType type) {
        for (ColumnKind kind : values()) {
            if (isSame(kind.type, type)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("column " + column + " is " + type.catalogString()
                + "; one that can be upsampled is " + MAP.type.catalogString() + " (maps of shape C, H, W or"
                + " N, C, H, W), " + PICTURE.type.catalogString() + " (pictures as spark.read.format(\"image\") has"
                + " them), or " + NPY.type.catalogString() + " (the contents of .npy files)");
    }

    /** Whether two types are the same but for nulls, which are looked for in each row. */
    private static boolean isSame(DataType expected, DataType actual) {
        if (expected instanceof StructType fields && actual instanceof StructType given) {
            StructField[] wanted = fields.fields();
            StructField[] found = given.fields();
            if (!Arrays.equals(fields.fieldNames(), given.fieldNames())) {
                return false;
            }
            for (int i = 0; i < wanted.length; i++) {
                if (!isSame(wanted[i].dataType(), found[i].dataType())) {
                    return false;
                }
            }
            return true;
        }
        if (expected instanceof ArrayType wanted && actual instanceof ArrayType found) {
            return isSame(wanted.elementType(), found.elementType());
        }
        return expected.equals(actual);
    }
}
